package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.event.Event;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.apache.camel.Exchange;

/**
 * The one step of the Kamelet slack-message-sink: writes a message for each event, through an incoming webhook, or with a
 * bot token into a channel, where each conversation is one thread.
 *
 * <p>It ends when Slack has taken the message. What has to be mended is a {@link MisconfiguredException}, a message Slack
 * never takes an {@link UnfitEventException}, a 429 an {@link org.apache.camel.http.base.HttpOperationFailedException},
 * all else an {@link java.io.IOException}.
 */
public final class SlackMessageSink extends Sink {
    private static final String SINK = "slack-message-sink";

    private SlackTemplate text;
    private SlackClient slack;
    private String channel;
    private SlackThreads threads;

    @Override
    protected void doInit() throws Exception {
        Parameters parameters = parameters(SINK);
        slack = SlackClient.from(getCamelContext(), parameters);
        channel = parameters.text("channel");
        String template = parameters.text("text");
        text = template == null ? null : parameters.told("text", () -> new SlackTemplate(getCamelContext(), template));
        if (slack.isBot()) {
            channel = parameters.required("channel").strip();
            threads = parameters.flag("thread", true) ? new SlackThreads(file()) : null;
        } else if (channel != null) {
            throw parameters.wrong("channel", "goes with botToken; a webhook writes to the channel it was made for");
        }
    }

    /** Beside the log; a context without a relay has no data folder. */
    private Path file() {
        return Path.of(getCamelContext().resolvePropertyPlaceholders("{{relay.data}}"), "slack-threads.db");
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        InDoubt.prepares(exchange);
        if (Sent.stops(exchange)) {
            show(exchange, message(exchange, null));
            return;
        }
        // a test begins no thread that real events would go on with
        boolean test = exchange.getProperty("relay.test", false, Boolean.class);
        String conversation = threads == null || test ? null : conversation(exchange);
        String destination = exchange.getProperty("relay.destination", "", String.class);
        String head = conversation == null
                ? null
                : threads.head(destination, channel, conversation).orElse(null);
        JsonNode answer;
        try {
            answer = post(exchange, head);
        } catch (SlackClient.NoThread e) {
            head = null;
            answer = post(exchange, null);
        }
        if (InDoubt.is(exchange)) {
            // Slack has no way to ask whether a message is there
            InDoubt.settled(exchange, InDoubt.End.SENT_AGAIN);
        }
        if (conversation != null && head == null) {
            threads.remember(
                    destination, channel, conversation, answer.path("ts").asText());
        }
    }

    private JsonNode post(Exchange exchange, String head) throws Exception {
        ObjectNode message = message(exchange, head);
        show(exchange, message);
        InDoubt.begins(exchange);
        JsonNode answer = slack.post(message);
        Sent.answered(exchange, "Slack has taken the message.");
        return answer;
    }

    private void show(Exchange exchange, ObjectNode message) {
        Sent.show(
                exchange,
                SINK,
                () -> Arrays.asList(
                        "Channel", channel, "Text", message.path("text").asText()));
    }

    private static String conversation(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof Event event
                ? event.conversation().key()
                : null;
    }

    private ObjectNode message(Exchange exchange, String head) {
        String written = text == null ? DefaultSlackMessage.of(exchange, head != null) : text.write(exchange);
        if (written.isBlank()) {
            throw new UnfitEventException("the text that slack-message-sink is to write is empty for this event");
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        if (channel != null) {
            message.put("channel", channel);
        }
        if (head != null) {
            message.put("thread_ts", head);
        }
        return message.put("text", SlackText.cut(written))
                .put("mrkdwn", true)
                .put("link_names", false)
                .put("unfurl_links", false)
                .put("unfurl_media", false);
    }

    @Override
    protected void doStop() throws SQLException {
        if (threads != null) {
            threads.close();
        }
    }

    @Override
    protected void doShutdown() {
        if (slack != null) {
            slack.close();
        }
    }
}
