package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Posts messages to Slack: to an incoming webhook, or to {@code chat.postMessage} with a bot token. */
final class SlackClient implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The head of the thread was deleted, or the channel is another one now. */
    private static final Set<String> NO_THREAD =
            Set.of("thread_not_found", "invalid_thread_ts", "cannot_reply_to_message", "message_not_found");

    private final URI url;
    private final String botToken;
    private final Duration timeout;
    private final HttpClient client;

    /** There is no such thread any more: the message is to begin one. */
    static final class NoThread extends IOException {
        private static final long serialVersionUID = 1L;

        private NoThread(String error) {
            super("Slack has no such thread any more (" + error + ").");
        }
    }

    private SlackClient(CamelContext context, URI url, String botToken, Duration timeout) throws Exception {
        this.url = url;
        this.botToken = botToken;
        this.timeout = timeout;
        this.client = HttpClient.open(context, origin(), timeout);
    }

    static SlackClient from(CamelContext context, Parameters parameters) throws Exception {
        String webhook = parameters.secret("webhookUrl");
        String token = parameters.secret("botToken");
        if ((webhook == null) == (token == null)) {
            throw parameters.wrong(
                    "webhookUrl",
                    "or botToken: give one of them, " + (webhook == null ? "neither is there" : "not both"));
        }
        Duration timeout = parameters.duration("timeout", "10s");
        String name = webhook == null ? "apiUrl" : "webhookUrl";
        String address = webhook == null
                ? parameters.text("apiUrl", "https://slack.com/api").replaceFirst("/+$", "") + "/chat.postMessage"
                : webhook.strip();
        return new SlackClient(context, parameters.told(name, () -> url(address)), token, timeout);
    }

    /** Never shows the text: an incoming webhook's path is its secret. */
    static URI url(String address) {
        try {
            URI url = URI.create(address);
            if (url.getHost() != null && Set.of("https", "http").contains(String.valueOf(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // its message shows the text
        }
        throw new IllegalArgumentException("it is not a URL that starts with https:// and a host");
    }

    boolean isBot() {
        return botToken != null;
    }

    URI origin() {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    /** What Slack answered, when it took the message. */
    JsonNode post(ObjectNode message) throws Exception {
        HttpPost request = new HttpPost(url);
        request.setHeader("Content-Type", "application/json; charset=utf-8");
        if (isBot()) {
            request.setHeader("Authorization", "Bearer " + botToken);
        }
        request.setEntity(new ByteArrayEntity(Escape.utf8(message.toString()), null));
        Answer answer = client.send(request, Deadline.in(timeout));
        JsonNode said = json(answer);
        if (answer.ok() && (!isBot() || said.path("ok").asBoolean())) {
            return said;
        }
        String error = said.path("error").asText(answer.text().strip());
        if (message.has("thread_ts") && NO_THREAD.contains(error)) {
            throw new NoThread(error);
        }
        throw SlackFaults.of(origin(), answer, error);
    }

    /** A webhook answers {@code ok} and its errors as plain words. */
    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
