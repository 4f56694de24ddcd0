package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.event.Batch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The one step of the Kamelet telegram-message-sink: a bot's message in a chat for each event
 * (core.telegram.org/bots/api#sendmessage). The token is part of the address: no failure shows more than the host.
 *
 * <p>What has to be mended is a {@link MisconfiguredException}, a message Telegram never takes an
 * {@link UnfitEventException}, a 429 an {@link org.apache.camel.http.base.HttpOperationFailedException}.
 */
public final class TelegramMessageSink extends Sink {
    private static final String SINK = "telegram-message-sink";

    private String path;
    private String chatId;
    private int threadId;
    private boolean silent;
    private TelegramTemplate text;
    private Duration timeout;
    private JsonApi telegram;

    @Override
    protected void doInit() throws Exception {
        Parameters parameters = parameters(SINK);
        parameters.required("botToken");
        String token = parameters.secret("botToken");
        if (!token.matches("\\d+:[A-Za-z0-9_-]+")) {
            throw parameters.wrong("botToken", "is no token of a bot: @BotFather gives them, such as 123456:ABC-def");
        }
        path = "/bot" + token + "/sendMessage";
        chatId = parameters.required("chatId").strip();
        if (!chatId.matches("-?\\d{1,19}|@[A-Za-z0-9_]{3,64}")) {
            throw parameters.wrong("chatId", "is neither the number of a chat nor the @name of a public one");
        }
        threadId = parameters.number("threadId", 0);
        silent = parameters.flag("silent", false);
        String template = parameters.text("text");
        text = parameters.told("text", () -> new TelegramTemplate(getCamelContext(), template));
        timeout = parameters.duration("timeout", "10s");
        telegram = JsonApi.open(getCamelContext(), parameters, "apiUrl", "https://api.telegram.org", timeout);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        InDoubt.prepares(exchange);
        if (exchange.getMessage().getBody() instanceof Batch) {
            throw new MisconfiguredException(
                    0, "telegram-message-sink writes one event at a time: take batch out of the options of wotnot:.");
        }
        ObjectNode message = message(text.write(exchange));
        Sent.show(
                exchange,
                SINK,
                () -> List.of("Chat", chatId, "Text", message.path("text").asText()));
        if (Sent.stops(exchange)) {
            return;
        }
        InDoubt.begins(exchange);
        JsonApi.Said said = telegram.send("POST", path, Map.of(), message, Deadline.in(timeout));
        if (!said.ok() || !said.json().path("ok").asBoolean()) {
            throw TelegramFaults.of(telegram.origin(), said);
        }
        Sent.answered(exchange, "Telegram has taken the message.");
        if (InDoubt.is(exchange)) {
            // a bot cannot read what it has written
            InDoubt.settled(exchange, InDoubt.End.SENT_AGAIN);
        }
    }

    private ObjectNode message(String written) {
        if (written.isBlank()) {
            throw new UnfitEventException("the text that telegram-message-sink is to write is empty for this event");
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("chat_id", chatId).put("text", written).put("parse_mode", "HTML");
        message.putObject("link_preview_options").put("is_disabled", true);
        if (threadId > 0) {
            message.put("message_thread_id", threadId);
        }
        return message.put("disable_notification", silent);
    }

    @Override
    protected void doShutdown() {
        if (telegram != null) {
            telegram.close();
        }
    }
}
