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

class HubspotContactSinkTest {
    private static final String TOKEN = "pat-eu1-test";
    private static final String NOTE = "<b>${body.visitor.name}</b>: ${body.text}";

    private FakeHubspot hubspot;
    private Sinks sinks;

    @BeforeEach
    void open() throws IOException {
        hubspot = new FakeHubspot(TOKEN);
        sinks = new Sinks();
    }

    @AfterEach
    void close() {
        sinks.close();
        hubspot.close();
    }

    private Sinks.Sink sink(Map<String, ?> more) {
        Map<String, Object> parameters = new HashMap<>(Map.of("accessToken", TOKEN, "apiUrl", hubspot.url()));
        parameters.putAll(more);
        return sinks.sink("hubspot-contact-sink", parameters);
    }

    private static Event of(String email, String name) {
        return Sinks.visitor(new Event.Visitor("v1", null, name, email, null), "Hello");
    }

    @Test
    void aContactIsMadeAndLaterUpdatedAndWhatIsEmptyTakesNothingAway() throws Exception {
        sink(Map.of()).delivers(of("Ann@Example.com", "Ann"));
        sink(Map.of("properties", "company: Example\nphone: ${body.visitor.phone}\nfirstname: ${body.visitor.phone}"))
                .delivers(of("ann@example.com", "Ann"));

        assertThat(hubspot.contacts).containsOnlyKeys("ann@example.com");
        assertThat(hubspot.contacts.get("ann@example.com").toString())
                .isEqualTo("{\"email\":\"ann@example.com\",\"firstname\":\"Ann\",\"company\":\"Example\"}");
        assertThat(hubspot.notes).isEmpty();
    }

    @Test
    void aNoteGoesToTheContact() throws Exception {
        Sinks.Sink sink = sink(Map.of("note", NOTE));
        sink.delivers(of("bob@example.com", "Bob"));
        sink.delivers(of("ann@example.com", "<Ann>"));

        assertThat(hubspot.notes).hasSize(2);
        assertThat(hubspot.notes.get(1).at("/properties/hs_note_body").asText()).isEqualTo("<b>&lt;Ann&gt;</b>: Hello");
        assertThat(hubspot.notes.get(1).at("/properties/hs_timestamp").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(hubspot.notes.get(1).at("/associations/0/to/id").asText()).isEqualTo("101");
    }

    @Test
    void aBatchIsOneRequestAndOneVisitorOneContactInIt() throws Exception {
        Event phone = Sinks.visitor(new Event.Visitor("v1", null, null, "ann@example.com", "123"), "Hi");
        sink(Map.of()).delivers(Batch.of(List.of(of("ann@example.com", "Ann"), of("bob@example.com", "Bob"), phone)));

        assertThat(hubspot.upserts).isEqualTo(1);
        assertThat(hubspot.contacts).containsOnlyKeys("ann@example.com", "bob@example.com");
        assertThat(hubspot.contacts.get("ann@example.com").toString())
                .isEqualTo("{\"email\":\"ann@example.com\",\"firstname\":\"Ann\",\"phone\":\"123\"}");
    }

    @Test
    void aBatchWithANoteIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> sink(Map.of("note", NOTE)).delivers(Batch.of(List.of(of("a@example.com", "Ann")))))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("take batch out");
        assertThat(hubspot.upserts).isZero();
    }

    @Test
    void ofABatchThatWasTakenInPartTheRestIsAFailure() {
        hubspot.once(
                207,
                Map.of(),
                "{\"status\":\"COMPLETE\",\"results\":[],\"numErrors\":1,\"errors\":["
                        + FakeHubspot.invalid("INVALID_EMAIL", "email").body() + "]}");
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("ann@example", "Ann")))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("takes no such e-mail address");
    }

    @Test
    void anEventWithoutAnAddressIsADeadLetterThatSaysHowToLeaveItOut() {
        assertThatThrownBy(() -> sink(Map.of()).delivers(Sinks.event("Hello")))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("filter: \"${body.visitor.email} != null\"");
        assertThat(hubspot.upserts).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, FOUND",
        "false, false, MISSING",
        "true, true, SENT_AGAIN",
    })
    void aDoubtIsSettledByWhatHubspotSays(boolean there, boolean note, InDoubt.End end) throws Exception {
        if (there) {
            sink(Map.of()).delivers(of("ann@example.com", "Ann"));
        }
        Exchange exchange = new DefaultExchange(sinks.context());
        exchange.setProperty("relay.deliveryId", "evt_1.test");
        exchange.getMessage().setBody(of("ann@example.com", "Ann"));
        InDoubt.tell(exchange, true);
        sink(note ? Map.of("note", NOTE) : Map.of()).take(exchange);

        assertThat(InDoubt.ends(exchange)).containsExactly(Map.entry("evt_1.test", end));
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#table")
    void whateverAVisitorTypesIsAValueAndNoMarkup(Hostile hostile) throws Exception {
        Event event =
                Sinks.visitor(new Event.Visitor("v1", null, hostile.text(), "ann@example.com", null), hostile.text());
        sink(Map.of("note", "<i title=\"${body.text}\">${body.text}</i>")).delivers(event);

        String name = hubspot.contacts.get("ann@example.com").path("firstname").asText();
        String whole = HostileTexts.whole(hostile.text());
        assertThat(name).isEqualTo(whole.isBlank() ? "" : name.endsWith("… [cut]") ? name : whole);
        assertThat(whole).startsWith(name.replaceFirst("… \\[cut]$", ""));
        String note = hubspot.notes.get(0).at("/properties/hs_note_body").asText();
        assertThat(note.replace("<br>\n", "").split("[<>\"']", -1)).hasSize(7);
        assertThat(note).hasSizeLessThanOrEqualTo(65_536);
    }

    @Test
    void anAddressThatIsNoneIsADeadLetterWithoutTheVisitorsWords() {
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("a@example.com, b@example.com", "Ann")))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("email: HubSpot takes no such e-mail address (INVALID_EMAIL)")
                .message()
                .doesNotContain("example.com", "quoted");
    }

    @Test
    void aPropertyThatIsNotThereIsToBeMended() {
        assertThatThrownBy(() -> sink(Map.of("properties", "favourite_color: ${body.text}"))
                        .delivers(of("ann@example.com", "Ann")))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("no contact property favourite_color")
                .hasMessageContaining("under Properties");
    }

    @Test
    void aValueThatDoesNotFitIsADeadLetter() {
        assertThatThrownBy(() -> sink(Map.of("properties", "amount: much")).delivers(of("ann@example.com", "Ann")))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("the property amount: it is no whole number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    401 | EXPIRED_AUTHENTICATION | private app
                    403 | MISSING_SCOPES         | crm.objects.contacts.write
                    """)
    void aTokenThatMayNotIsToBeMended(int status, String category, String words) {
        FakeApi.Reply reply = FakeHubspot.error(status, category, "says " + TOKEN);
        hubspot.once(status, Map.of(), reply.body());
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("ann@example.com", "Ann")))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain(TOKEN);
    }

    @Test
    void aFullQuotaTellsHowLongToWait() {
        hubspot.once(
                429,
                Map.of("Retry-After", "10"),
                FakeHubspot.error(429, "RATE_LIMITS", "slow").body());
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("ann@example.com", "Ann")))
                .isInstanceOfSatisfying(HttpOperationFailedException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(429);
                    assertThat(e.getResponseHeaders()).containsEntry("Retry-After", "10");
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {423, 477, 500, 502, 504, 523})
    void troubleOfHubspotsOwnPasses(int status) {
        hubspot.once(status, Map.of(), "<html>");
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("ann@example.com", "Ann")))
                .isInstanceOfSatisfying(
                        HttpOperationFailedException.class,
                        e -> assertThat(e.getStatusCode()).isGreaterThanOrEqualTo(500));
    }

    @Test
    void anAnswerOfSomebodyElseIsNoDelivery() {
        hubspot.once(200, Map.of(), "<html>Welcome to the hotel</html>");
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("ann@example.com", "Ann")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no JSON");
    }

    @Test
    void aServerThatHangsIsLeftAtTheDeadline() throws Exception {
        try (EvilServer evil = new EvilServer(EvilServer.dripping("HTTP/1.1 200 OK\r\nX-"))) {
            assertThatThrownBy(() -> sink(Map.of("apiUrl", evil.url(), "timeout", "300ms"))
                            .delivers(of("ann@example.com", "Ann")))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whatCannotWorkIsSaidWhenTheFileIsChecked() {
        wrong(Map.of("accessToken", ""), "accessToken is missing");
        wrong(Map.of("accessToken", "a b"), "no header can carry");
        wrong(Map.of("properties", "First Name: x"), "cannot be the name");
        wrong(Map.of("properties", "email: x"), "a parameter of its own");
        wrong(Map.of("note", "${body.text"), "not closed");
        wrong(Map.of("apiUrl", "https://${body.text}/"), "written out");
    }

    private void wrong(Map<String, String> parameters, String words) {
        assertThatThrownBy(() -> sink(parameters)).hasStackTraceContaining(words);
    }
}
