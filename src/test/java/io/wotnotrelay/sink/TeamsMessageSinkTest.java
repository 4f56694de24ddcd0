package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.sink.HostileTexts.Hostile;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TeamsMessageSinkTest {
    private FakeTeams teams;
    private Sinks sinks;

    @BeforeEach
    void open() throws IOException {
        teams = new FakeTeams();
        sinks = new Sinks();
    }

    @AfterEach
    void close() {
        sinks.close();
        teams.close();
    }

    private Sinks.Sink sink(Map<String, ?> more) {
        Map<String, Object> parameters = new HashMap<>(Map.of("url", teams.webhook()));
        parameters.putAll(more);
        return sinks.sink("teams-message-sink", parameters);
    }

    private static Event in(String url, String text) {
        Event event = Sinks.visitor(new Event.Visitor("v1", null, "Ann", "ann@example.com", null), text);
        Event.Conversation known = event.conversation();
        return event.with(
                new Event.Conversation(
                        known.key(), known.id(), url, known.title(), known.status(), known.labels(), known.assignee()),
                event.visitor());
    }

    private String text(int card) {
        return teams.cards.get(card).at("/body/0/text").asText();
    }

    @Test
    void aCardSaysWhoDidWhatAndWhereToGoOn() throws Exception {
        sink(Map.of()).delivers(in("https://example.com/c/1", "Hello\nAnn"));

        JsonNode card = teams.cards.get(0);
        assertThat(card.at("/body/0/text").asText()).isEqualTo("Ann");
        assertThat(card.at("/body/1/text").asText()).isEqualTo("Hello\n\nAnn");
        assertThat(card.at("/body/2/facts/0/title").asText()).isEqualTo("Email");
        assertThat(card.at("/actions/0/url").asText()).isEqualTo("https://example.com/c/1");
    }

    @Test
    void anAddressThatLeadsElsewhereThanToTheWebIsNoButton() throws Exception {
        sink(Map.of()).delivers(in("javascript:alert(1)", "Hello"));
        assertThat(teams.cards.get(0).has("actions")).isFalse();
    }

    @Test
    void theAuthorsOwnMarkdownAndLinksWork() throws Exception {
        sink(Map.of(
                        "text",
                        "**New**: ${body.text}\n[page](${body.conversation.url}), [none](${body.text}) (${body.text})"))
                .delivers(in("https://example.com/a(b)", "*x* [y](z)"));

        String inert = "*\u200bx*\u200b [y]\u200b(z)";
        assertThat(text(0))
                .isEqualTo("**New**: " + inert + "\n[page](https://example.com/a%28b%29), [none](about:blank) (" + inert
                        + ")");
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#table")
    void whateverAVisitorTypesIsTextAndFits(Hostile hostile) throws Exception {
        Event event = Sinks.event(hostile.text(), hostile.text());
        sink(Map.of("text", "[${body.text}|${body.visitor.name}]")).delivers(event);
        sink(Map.of()).delivers(event);

        assertThat(teams.cards).hasSize(2);
        assertThat(text(0))
                .startsWith("[")
                .doesNotContainPattern("[*_~`](?!\u200b)")
                .doesNotContain("](", "{{", "<script", "<at", "<!", "&lt;")
                .doesNotContainPattern("[\\p{L}\\p{N}]://(?!\u200b)")
                .doesNotContainPattern("(?m)^\\h*(?:[-+>#]|\\d+[.)])\\h");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | {"error":{"code":"WorkflowTriggerIsNotEnabled"}}    | turn it on
                    401 | {"error":{"code":"DirectApiAuthorizationRequired"}} | copy it again
                    404 | {"error":{"code":"WorkflowNotFound"}}               | make a new one
                    410 | gone                                                | make a new one
                    """)
    void whatHasToBeMendedIsSaidWithoutTheAddress(int status, String body, String words) {
        teams.once(status, Map.of(), body);
        assertThatThrownBy(() -> sink(Map.of()).delivers(Sinks.event("Hello")))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("geheim", "abc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    429 | {"error":{"code":"TooManyRequests"}} | 429
                    200 | Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId | 429
                    200 | Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 502 with ContextId | 502
                    503 | x | 503
                    """)
    void aFullQuotaAndTroubleOfTeamsOwnPassAlsoWhereAnOldConnectorTellsThem(int status, String body, int meant) {
        teams.once(status, Map.of("Retry-After", "9"), body);
        assertThatThrownBy(() -> sink(Map.of()).delivers(Sinks.event("Hello")))
                .isInstanceOfSatisfying(HttpOperationFailedException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(meant);
                    assertThat(e.getResponseHeaders()).containsEntry("Retry-After", "9");
                });
    }

    @Test
    void whatTeamsNeverTakesIsADeadLetter() {
        teams.once(413, Map.of(), "");
        assertThatThrownBy(() -> sink(Map.of()).delivers(Sinks.event("Hello"))).isInstanceOf(UnfitEventException.class);
        assertThatThrownBy(() -> sink(Map.of("text", "${body.text}")).delivers(Sinks.event(" ")))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> sink(Map.of()).delivers(Batch.of(List.of(Sinks.event("Hello")))))
                .isInstanceOf(MisconfiguredException.class);
    }

    @Test
    void theAddressIsNeverShownWhateverFails() throws Exception {
        teams.once(502, Map.of(), "");
        shown(() -> sink(Map.of()).delivers(Sinks.event("Hello")));
        shown(() -> sink(Map.of("url", "http://127.0.0.1:1/x?sig=geheim")).delivers(Sinks.event("Hello")));
        shown(() -> sink(Map.of("url", "geheim nonsense")));
        try (EvilServer evil = new EvilServer(EvilServer.dripping("HTTP/1.1 200 OK\r\nX-"))) {
            Sinks.Sink slow = sink(Map.of("url", evil.url() + "?sig=geheim", "timeout", "300ms"));
            shown(() -> slow.delivers(Sinks.event("Hello")));
        }
    }

    private static void shown(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("geheim"));
    }

    @Test
    void whatCannotWorkIsSaidWhenTheFileIsChecked() {
        assertThatThrownBy(() -> sink(Map.of("url", ""))).hasStackTraceContaining("url is missing");
        assertThatThrownBy(() -> sink(Map.of("text", "${body.text"))).hasStackTraceContaining("not closed");
    }
}
