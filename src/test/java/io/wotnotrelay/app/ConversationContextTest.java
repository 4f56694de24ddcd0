package io.wotnotrelay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.wotnotrelay.api.LiveRelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole relay: an alert on a plain text message names the visitor, whoever told it and whenever it is sent. */
class ConversationContextTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGINS =
            "{\"title\":\"Visitor\",\"is_closed\":0,\"variables\":[{\"name\":\"visitor_name\",\"value\":\"Ann\"},"
                    + "{\"name\":\"conversation_url\",\"value\":\"https://app.example.com/c/1\"}]}";
    private static final String FORM =
            "{\"message\":{\"type\":\"form.response\",\"payload\":{\"fields\":[{\"type\":\"email\",\"value\":\"ann@example.com\"}]}}}";

    @TempDir
    Path home;

    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private final ConcurrentLinkedQueue<JsonNode> posted = new ConcurrentLinkedQueue<>();
    private volatile int answer = 204;
    private LiveRelay relay;

    @BeforeEach
    void open() throws IOException {
        mails.start();
        relay = new LiveRelay(home).sinkAnswers(body -> {
            try {
                posted.add(JSON.readTree(body));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return answer;
        });
    }

    @AfterEach
    void close() {
        relay.close();
        mails.stop();
    }

    private void mailOnText() {
        relay.file("mail.camel.yaml", """
                - route:
                    from:
                      uri: wotnot:mail
                      parameters: { events: message.text }
                      steps:
                        - to:
                            uri: kamelet:email-alert-sink
                            parameters:
                              host: 127.0.0.1
                              port: %d
                              security: none
                              from: alerts@example.com
                              to: sales@example.com
                              subject: "${body.visitor.name} <${body.visitor.email}> writes: ${body.text}"
                              body: |
                                ${body.text}
                                Labels: ${body.conversation.labels}, ${body.conversation.status}
                                Go on here: ${body.conversation.url}
                """.formatted(mails.getSmtp().getPort()));
    }

    private void says(String conversation, String text) throws Exception {
        relay.event(
                "message",
                conversation,
                "{\"message_by\":{\"type\":\"visitor\"},\"message\":{\"type\":\"text\",\"text\":\"" + text + "\"}}");
    }

    private void learnt() throws Exception {
        relay.event("conversation_create", "c", BEGINS);
        relay.event("message", "c", FORM);
        relay.event("conversation_labels", "c", "{\"action\":\"added\",\"labels\":[{\"id\":7,\"title\":\"vip\"}]}");
    }

    private List<String> subjects() {
        return Arrays.stream(mails.getReceivedMessages())
                .map(m -> GreenMailUtil.getHeaders(m).replace("\r\n ", " "))
                .map(h -> h.lines()
                        .filter(l -> l.startsWith("Subject: "))
                        .findFirst()
                        .orElseThrow())
                .map(l -> l.substring("Subject: ".length()))
                .toList();
    }

    @Test
    void aMailOnATextMessageNamesWhoWasMadeKnownThreeEventsBeforeAlsoAfterARestart() throws Exception {
        mailOnText();
        relay.start();
        learnt();
        says("c", "hello");
        await().until(() -> subjects().size() == 1);
        assertThat(subjects()).containsExactly("Ann <ann@example.com> writes: hello");
        assertThat(GreenMailUtil.getBody(mails.getReceivedMessages()[0]))
                .contains("Labels: [vip], open")
                .contains("Go on here: https://app.example.com/c/1");
        relay.restart();
        says("c", "again");
        says("d", "stranger");
        await().until(() -> subjects().size() == 3);
        assertThat(subjects()).contains("Ann <ann@example.com> writes: again", "<> writes: stranger");
    }

    @Test
    void withoutItsFileTheRelayFoldsTheLogBeforeLanesGoOn() throws Exception {
        relay.start();
        learnt();
        says("c", "hello");
        await().until(() -> relay.eventId("hello") != null);
        relay.close();
        Files.delete(home.resolve("data/context.db"));
        mailOnText();
        relay = new LiveRelay(home);
        relay.start();
        says("c", "again");
        await().until(() -> subjects().size() == 1);
        assertThat(subjects()).containsExactly("Ann <ann@example.com> writes: again");
    }

    @Test
    void anEventThatIsDeliveredLateIsTheSameAlthoughTheContextHasChangedSince() throws Exception {
        relay.destination("hook", "events: message.text", "filter: \"${body.visitor.email} != null\"");
        Path file = home.resolve("routes/hook.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("retryDelay: 1h", "retryDelay: 50ms"));
        answer = 503;
        relay.start();
        says("c", "nobody yet");
        learnt();
        says("c", "hello");
        await().until(() -> !posted.isEmpty());
        JsonNode first = posted.peek();
        relay.event("variables", "c", "{\"variables\":[{\"name\":\"visitor_name\",\"value\":\"Bea\"}]}");
        relay.event("conversation_labels", "c", "{\"action\":\"deleted\",\"labels\":[{\"id\":7}]}");
        relay.restart();
        posted.clear();
        answer = 204;
        says("c", "later");
        await().until(() -> posted.size() >= 2);
        assertThat(posted.peek()).isEqualTo(first);
        assertThat(first.at("/visitor/name").asText()).isEqualTo("Ann");
        assertThat(first.at("/visitor/email").asText()).isEqualTo("ann@example.com");
        assertThat(first.at("/conversation/labels/0").asText()).isEqualTo("vip");
        JsonNode later = posted.stream().skip(1).findFirst().orElseThrow();
        assertThat(later.at("/text").asText()).isEqualTo("later");
        assertThat(later.at("/visitor/name").asText()).isEqualTo("Bea");
        assertThat(later.at("/conversation/labels")).isEmpty();
        assertThat(relay.verdict("nobody", "hook", "filtered").toString()).contains("visitor.email");
    }

    @Test
    void theApiShowsTheSame() throws Exception {
        relay.start();
        learnt();
        says("c", "hello");
        String id = await().until(() -> relay.eventId("hello"), one -> !one.isEmpty());
        await().untilAsserted(() -> {
            JsonNode event = relay.get("/events/" + id).path("event");
            assertThat(event.at("/visitor/name").asText()).isEqualTo("Ann");
            assertThat(event.at("/conversation/url").asText()).isEqualTo("https://app.example.com/c/1");
            assertThat(relay.get("/events/" + id).path("raw").asText()).doesNotContain("Ann");
        });
        JsonNode conversation = relay.get("/conversations/c?limit=1");
        assertThat(conversation.path("items")).hasSize(1);
        assertThat(conversation.at("/visitor/email").asText()).isEqualTo("ann@example.com");
        assertThat(conversation.path("status").asText()).isEqualTo("open");
        assertThat(conversation.path("labels").path(0).asText()).isEqualTo("vip");
    }
}
