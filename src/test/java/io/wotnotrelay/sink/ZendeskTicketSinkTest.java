package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.sink.HostileTexts.Hostile;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZendeskTicketSinkTest {
    private static final String TOKEN = "geheim";

    private FakeZendesk zendesk;
    private Sinks sinks;

    @BeforeEach
    void open() throws IOException {
        zendesk = new FakeZendesk(TOKEN);
        sinks = new Sinks();
    }

    @AfterEach
    void close() {
        sinks.close();
        zendesk.close();
    }

    private Sinks.Sink sink(Map<String, ?> more) {
        Map<String, Object> parameters =
                new HashMap<>(Map.of("url", zendesk.url(), "email", "agent@example.com", "apiToken", TOKEN));
        parameters.putAll(more);
        return sinks.sink("zendesk-ticket-sink", parameters);
    }

    private static Event of(String text, String email) {
        return Sinks.visitor(new Event.Visitor("v1", null, "Ann", email, null), text);
    }

    /** As a lane tries it for the {@code attempt}th time. */
    private Exchange attempt(Event event, String delivery, int attempt) {
        Exchange exchange = new DefaultExchange(sinks.context());
        exchange.setProperty("relay.deliveryId", delivery);
        exchange.setProperty("relay.attempt", attempt);
        exchange.getMessage().setBody(event);
        return exchange;
    }

    @Test
    void aConversationIsATicketAndWhatFollowsAreComments() throws Exception {
        Sinks.Sink sink = sink(Map.of("tags", "wotnot, chat"));
        sink.take(attempt(of("Hello", "ann@example.com"), "evt_1.test", 1));
        sink.take(attempt(of("Anybody there?", "ann@example.com"), "evt_2.test", 1));

        assertThat(zendesk.tickets).hasSize(1);
        FakeZendesk.Ticket ticket = zendesk.tickets.get(0);
        assertThat(ticket.made).isEqualTo(FakeApi.JSON.readTree("""
                                {"comment": {"html_body": "Hello", "public": false}, "metadata": {"wotnot_relay": "evt_1.test"},
                                 "subject": "Chat with Ann", "external_id": "c1", "tags": ["wotnot", "chat"],
                                 "requester": {"name": "Ann", "email": "ann@example.com"}}
                                """));
        assertThat(ticket.changes).hasSize(2);
        assertThat(ticket.comment(1)).isEqualTo("Anybody there?");
    }

    @Test
    void aClosedTicketIsFollowedUp() throws Exception {
        Sinks.Sink sink = sink(Map.of());
        sink.delivers(of("Hello", null));
        zendesk.tickets.get(0).status = "closed";
        sink.take(attempt(of("Again", null), "evt_2.test", 1));
        sink.take(attempt(of("And again", null), "evt_3.test", 1));

        assertThat(zendesk.tickets).hasSize(2);
        assertThat(zendesk.tickets.get(1).made.path("via_followup_source_id").asInt())
                .isEqualTo(1);
        assertThat(zendesk.tickets.get(1).made.has("requester")).isFalse();
        assertThat(zendesk.tickets.get(1).comment(1)).isEqualTo("And again");
    }

    @Test
    void whatMayHaveBeenWrittenIsLookedForAndNotWrittenTwice() throws Exception {
        zendesk.pageSize = 1;
        Sinks.Sink sink = sink(Map.of());
        for (int i = 1; i <= 3; i++) {
            sink.take(attempt(of("Number " + i, null), "evt_" + i + ".test", 1));
        }
        for (int i = 1; i <= 4; i++) {
            Exchange again = attempt(of("Number " + i, null), "evt_" + i + ".test", 2);
            sink.take(again);
            assertThat(InDoubt.ends(again).values()).containsExactly(i < 4 ? InDoubt.End.FOUND : InDoubt.End.MISSING);
        }
        assertThat(zendesk.tickets).hasSize(1);
        assertThat(zendesk.tickets.get(0).changes).hasSize(4);
    }

    @Test
    void aBatchIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> sink(Map.of()).delivers(Batch.of(List.of(of("Hello", null)))))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("take batch out");
        assertThat(zendesk.tickets).isEmpty();
    }

    @Test
    void whatZendeskNeverTakesIsADeadLetterWithoutTheVisitorsWords() {
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("Hello", "no address")))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("wrong is requester (RecordInvalid)")
                .message()
                .doesNotContain("quoted");
        assertThatThrownBy(() -> sink(Map.of()).delivers(of(" ", null)))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() ->
                        sink(Map.of("externalId", "${body.visitor.email}")).delivers(of("Hello", null)))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("externalId");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    401 | {"error":"Couldn't authenticate you"} | email and apiToken
                    403 | {"error":"Forbidden"}                 | may not write tickets
                    404 | <html>                                | correct url
                    """)
    void whatHasToBeMendedIsSaidInPlainWords(int status, String body, String words) {
        zendesk.once(status, Map.of(), body);
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("Hello", null)))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409})
    void aTicketThatSomebodyChangesAtThatTimeIsTriedAgain(int status) throws Exception {
        Sinks.Sink sink = sink(Map.of());
        sink.delivers(of("Hello", null));
        zendesk.once(200, Map.of(), "{\"tickets\":[{\"id\":1,\"status\":\"open\"}]}")
                .once(status, Map.of(), "{\"error\":\"RecordNotFound\"}");
        assertThatThrownBy(() -> sink.delivers(of("Again", null)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("changed by somebody else");
    }

    @Test
    void aFullQuotaTellsHowLongToWaitAndTroubleOfZendesksOwnPasses() {
        for (int status : new int[] {429, 500, 503}) {
            zendesk.once(status, Map.of("Retry-After", "93"), "");
            assertThatThrownBy(() -> sink(Map.of()).delivers(of("Hello", null)))
                    .isInstanceOfSatisfying(HttpOperationFailedException.class, e -> {
                        assertThat(e.getStatusCode()).isEqualTo(status);
                        assertThat(e.getResponseHeaders()).containsEntry("Retry-After", "93");
                    });
        }
    }

    @Test
    void aServerThatHangsIsLeftAtTheDeadline() throws Exception {
        try (EvilServer evil = new EvilServer(EvilServer.dripping("HTTP/1.1 200 OK\r\nX-"))) {
            assertThatThrownBy(() ->
                            sink(Map.of("url", evil.url(), "timeout", "300ms")).delivers(of("Hello", null)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#table")
    void whateverAVisitorTypesIsTextAlsoInTheIdAndTheSubject(Hostile hostile) throws Exception {
        Sinks.Sink sink = sink(Map.of(
                "comment", "<i title=\"${body.text}\">${body.text}</i>",
                "subject", "S ${body.text}",
                "externalId", "x${body.text}"));
        sink.delivers(of(hostile.text(), null));
        sink.take(attempt(of(hostile.text(), null), "evt_2.test", 1));

        assertThat(zendesk.tickets).hasSize(1);
        FakeZendesk.Ticket ticket = zendesk.tickets.get(0);
        assertThat(ticket.changes).hasSize(2);
        assertThat(ticket.comment(0).replace("<br>\n", "").split("[<>\"']", -1)).hasSize(7);
        assertThat(ticket.made.path("subject").asText())
                .startsWith("S")
                .hasSizeLessThanOrEqualTo(300)
                .doesNotContainPattern("[\\p{Cc}\\u2028\\u2029]");
    }

    @Test
    void whatCannotWorkIsSaidWhenTheFileIsChecked() {
        wrong(Map.of("url", "example.zendesk.com"), "https://");
        wrong(Map.of("apiToken", ""), "apiToken is missing");
        wrong(Map.of("tags", "a, b!"), "is no tag");
        wrong(Map.of("public", "maybe"), "neither true nor false");
    }

    private void wrong(Map<String, String> parameters, String words) {
        assertThatThrownBy(() -> sink(parameters)).hasStackTraceContaining(words);
    }
}
