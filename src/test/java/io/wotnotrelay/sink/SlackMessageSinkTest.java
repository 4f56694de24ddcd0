package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.destination.Check;
import io.wotnotrelay.destination.Samples;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.EventReader;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.event.OwnEvents;
import io.wotnotrelay.event.OwnKinds;
import io.wotnotrelay.sink.HostileTexts.Hostile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackMessageSinkTest {
    private static final String TOKEN = "xoxb-test";
    private static final String CHANNEL = "C1";

    @TempDir
    private Path data;

    private FakeSlack slack;
    private Sinks sinks;

    @BeforeEach
    void open() throws IOException {
        slack = new FakeSlack(TOKEN, CHANNEL);
        sinks = new Sinks().data(data);
    }

    @AfterEach
    void close() {
        sinks.close();
        slack.close();
    }

    @Test
    void eachConversationIsOneThread() throws Exception {
        Sinks.Sink sink = bot(Map.of());
        sink.delivers(said("c1", "Hello"));
        sink.delivers(said("c2", "Hi"));
        sink.delivers(said("c1", "Anybody there?"));

        assertThat(slack.messages).hasSize(3);
        assertThat(slack.messages.get(0).has("thread_ts")).isFalse();
        assertThat(slack.messages.get(1).has("thread_ts")).isFalse();
        assertThat(slack.messages.get(2).path("thread_ts").asText()).isEqualTo(slack.ts(0));
        assertThat(text(0)).isEqualTo("*Visitor*: Hello");
    }

    @Test
    void whatTheRelayTellsOfItselfIsSaidByNobody() throws Exception {
        byte[] item = OwnEvents.item(
                OwnKinds.DESTINATION_HELD, Instant.EPOCH, "Destination crm is held.", Map.of("destination", "crm"));
        Kind kind = new Kind(Event.RELAY, OwnKinds.DESTINATION_HELD, null);
        bot(Map.of()).delivers(EventReader.read("evt_1", 7, Instant.EPOCH, kind, item));

        assertThat(text(0)).isEqualTo("Destination crm is held.");
    }

    @Test
    void aThreadGoesOnAfterARestart() throws Exception {
        bot(Map.of()).delivers(said("c1", "Hello"));
        sinks.close();
        sinks = new Sinks().data(data);
        bot(Map.of()).delivers(said("c1", "Again"));

        assertThat(slack.messages.get(1).path("thread_ts").asText()).isEqualTo(slack.ts(0));
    }

    @Test
    void aThreadWhoseFirstMessageWasDeletedBeginsAnew() throws Exception {
        Sinks.Sink sink = bot(Map.of());
        sink.delivers(said("c1", "Hello"));
        slack.delete(0);
        sink.delivers(said("c1", "Again"));
        sink.delivers(said("c1", "And again"));

        assertThat(slack.messages).hasSize(2);
        assertThat(slack.messages.get(0).has("thread_ts")).isFalse();
        assertThat(slack.messages.get(1).path("thread_ts").asText()).isEqualTo(slack.ts(0));
    }

    @Test
    void aDamagedFileOfThreadsIsBegunAnew() throws Exception {
        Files.writeString(data.resolve("slack-threads.db"), "no database".repeat(1_000));
        Sinks.Sink sink = bot(Map.of());
        sink.delivers(said("c1", "Hello"));
        sink.delivers(said("c1", "Again"));

        assertThat(slack.messages.get(1).path("thread_ts").asText()).isEqualTo(slack.ts(0));
    }

    @Test
    void twoDestinationsHaveThreadsOfTheirOwn() throws Exception {
        Sinks.Sink sink = bot(Map.of());
        for (String destination : new String[] {"sales", "support"}) {
            Exchange exchange = new DefaultExchange(sinks.context());
            exchange.setProperty("relay.destination", destination);
            exchange.getMessage().setBody(said("c1", "Hello"));
            assertThat(sink.take(exchange).getException()).isNull();
        }

        assertThat(slack.messages).hasSize(2).noneMatch(m -> m.has("thread_ts"));
    }

    @Test
    void aCheckWritesNothing(@TempDir Path routes) throws Exception {
        Files.writeString(
                routes.resolve("slack.camel.yaml"),
                Files.readString(Path.of("routes/slack.camel.yaml.example"))
                        .replace("{{env:SLACK_BOT_TOKEN}}", "{{token}}"));
        Path noDataYet = routes.resolve("data");
        Properties camel = new Properties();
        camel.setProperty("token", TOKEN);

        assertThat(Check.folder(routes, Samples.settings(noDataYet, camel))).isEmpty();
        assertThat(noDataYet).doesNotExist();
    }

    @Test
    void withoutThreadsEveryEventIsAMessageOfItsOwn() throws Exception {
        Sinks.Sink sink = bot(Map.of("thread", "false"));
        sink.delivers(said("c1", "Hello"));
        sink.delivers(said("c1", "Again"));

        assertThat(slack.messages).hasSize(2).noneMatch(m -> m.has("thread_ts"));
    }

    @Test
    void anIncomingWebhookGetsTheMessageAndNoPreviewsOrMentionsByName() throws Exception {
        sinks.sink("slack-message-sink", Map.of("webhookUrl", slack.webhookUrl()))
                .delivers(said("c1", "Hello"));

        JsonNode message = slack.messages.get(0);
        assertThat(message.path("text").asText()).isEqualTo("*Visitor*: Hello");
        for (String off : new String[] {"link_names", "unfurl_links", "unfurl_media"}) {
            assertThat(message.path(off).asBoolean(true)).as(off).isFalse();
        }
    }

    @Test
    void theAuthorsOwnFormattingAndLinksWork() throws Exception {
        String template = "*New* <!here> from ${body.text}: <${body.payload.page}|the page>, <${body.text}|nothing>";
        bot(Map.of("text", template)).delivers(said("c1", "<!channel> & *Bob*", "https://example.com/a?b=1&c=2"));

        assertThat(text(0))
                .isEqualTo("*New* <!here> from &lt;!channel&gt; &amp; *\u200bBob*\u200b:"
                        + " <https://example.com/a?b=1&amp;c=2|the page>, <about:blank|nothing>");
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#table")
    void whateverAVisitorTypesSteersNothing(Hostile hostile) throws Exception {
        bot(Map.of("text", "[${body.text}]")).delivers(Sinks.event(hostile.text()));

        assertThat(text(0)).startsWith("[").doesNotContainPattern("[<>]");
        assertThat(text(0)).doesNotContainPattern("&(?!amp;|lt;|gt;)");
        assertThat(text(0)).doesNotContainPattern("[*_~`](?!\u200b)").doesNotContainPattern("://(?!\u200b)");
        assertThat(text(0)).doesNotContainPattern("(?i)@(channel|here|everyone)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    not_in_channel      | /invite
                    channel_not_found   | no such channel
                    is_archived         | archived
                    invalid_auth        | bot token
                    token_revoked       | install the app again
                    missing_scope       | chat:write
                    restricted_action   | restricted_action
                    """)
    void whatHasToBeMendedIsSaidInPlainWords(String error, String words) {
        slack.errs(error);
        assertThatThrownBy(() -> bot(Map.of()).delivers(said("c1", "Hello")))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain(TOKEN);
    }

    @Test
    void aRemovedWebhookIsSaidWithoutItsAddress() {
        slack.answersOnce(404, Map.of(), "no_service");
        assertThatThrownBy(() -> sinks.sink("slack-message-sink", Map.of("webhookUrl", slack.webhookUrl()))
                        .delivers(said("c1", "Hello")))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("make a new one")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void aFullQuotaTellsHowLongToWait() {
        slack.answersOnce(429, Map.of("Retry-After", "30"), "{\"ok\":false,\"error\":\"ratelimited\"}");
        assertThatThrownBy(() -> bot(Map.of()).delivers(said("c1", "Hello")))
                .isInstanceOfSatisfying(HttpOperationFailedException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(429);
                    assertThat(e.getResponseHeaders()).containsEntry("Retry-After", "30");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"internal_error", "service_unavailable"})
    void troubleOfSlacksOwnPasses(String error) {
        slack.errs(error);
        assertThatThrownBy(() -> bot(Map.of()).delivers(said("c1", "Hello")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(error);
    }

    @Test
    void aMessageSlackNeverTakesIsADeadLetter() {
        slack.errs("msg_blocks_too_long");
        assertThatThrownBy(() -> bot(Map.of()).delivers(said("c1", "Hello")))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("msg_blocks_too_long");
    }

    @Test
    void aTextThatIsTooLongIsCutWithAMark() throws Exception {
        bot(Map.of("text", "${body.text}")).delivers(said("c1", "x".repeat(50_000)));
        assertThat(text(0)).hasSizeLessThan(40_000).endsWith("… [cut]");
    }

    @Test
    void whatCannotWorkIsSaidWhenTheFileIsChecked() {
        wrong(Map.of(), "neither is there");
        wrong(Map.of("botToken", "x", "channel", "#a", "webhookUrl", slack.webhookUrl()), "not both");
        wrong(Map.of("botToken", "x"), "channel");
        wrong(Map.of("webhookUrl", slack.webhookUrl(), "channel", "#a"), "goes with botToken");
        wrong(Map.of("webhookUrl", "nonsense"), "https://");
        wrong(Map.of("webhookUrl", slack.webhookUrl(), "text", "${body.text"), "not closed");
    }

    private void wrong(Map<String, String> parameters, String words) {
        assertThatThrownBy(() -> sinks.sink("slack-message-sink", parameters)).hasStackTraceContaining(words);
    }

    private Sinks.Sink bot(Map<String, String> more) {
        Map<String, String> parameters =
                new HashMap<>(Map.of("botToken", TOKEN, "channel", CHANNEL, "apiUrl", slack.apiUrl()));
        parameters.putAll(more);
        return sinks.sink("slack-message-sink", parameters);
    }

    private String text(int message) {
        return slack.messages.get(message).path("text").asText();
    }

    private static Event said(String conversation, String text) {
        return said(conversation, text, "");
    }

    private static Event said(String conversation, String text, String page) {
        String raw = """
                {"event": {"type": "message", "payload": {"message_by": {"type": "visitor"},
                  "message": {"type": "text", "text": "%s"}, "page": "%s"}},
                 "conversation": {"key": "%s"}, "timestamp": "2026-03-01 14:13:32.141788"}
                """.formatted(text, page, conversation);
        return EventReader.read(
                "evt_1",
                1,
                Instant.EPOCH,
                new Kind(Event.WOTNOT, "message", "text"),
                raw.getBytes(StandardCharsets.UTF_8));
    }
}
