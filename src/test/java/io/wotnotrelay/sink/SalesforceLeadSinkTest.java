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
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SalesforceLeadSinkTest {
    private static final String SECRET = "geheim";

    private FakeSalesforce salesforce;
    private Sinks sinks;

    @BeforeEach
    void open() throws IOException {
        salesforce = new FakeSalesforce(SECRET);
        sinks = new Sinks();
    }

    @AfterEach
    void close() {
        sinks.close();
        salesforce.close();
    }

    private Sinks.Sink sink(Map<String, ?> more) {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "instanceUrl", salesforce.url(), "clientId", "3MVG9.example", "externalIdField", "WotNot_Id__c"));
        if (!more.containsKey("refreshToken")) {
            parameters.put("clientSecret", SECRET);
        }
        parameters.putAll(more);
        return sinks.sink("salesforce-lead-sink", parameters);
    }

    private static Event of(String name, String email) {
        return Sinks.visitor(new Event.Visitor("v1", null, name, email, null), "Hello");
    }

    @Test
    void aNewLeadGetsWhatItMustHaveAndOneThatIsThereKeepsItsOwn() throws Exception {
        Sinks.Sink sink = sink(Map.of());
        sink.delivers(of(null, "ann@example.com"));
        assertThat(lead())
                .isEqualTo(
                        "{\"Email\":\"ann@example.com\",\"LastName\":\"ann@example.com\",\"Company\":\"[not provided]\"}");

        sink.delivers(of("Ann", null));
        sink.delivers(of(null, null));
        assertThat(lead())
                .isEqualTo("{\"Email\":\"ann@example.com\",\"LastName\":\"Ann\",\"Company\":\"[not provided]\"}");
        assertThat(salesforce.tokens).isEqualTo(1);
    }

    private String lead() {
        assertThat(salesforce.leads).containsOnlyKeys("c1");
        return salesforce.leads.get("c1").toString();
    }

    @Test
    void aBatchWritesEachLeadOnce() throws Exception {
        sink(Map.of("fields", "LastName: ${body.visitor.name}\nEmail: ${body.visitor.email}\nCompany: Example"))
                .delivers(Batch.of(List.of(of("Ann", null), of(null, "ann@example.com"))));

        assertThat(lead()).isEqualTo("{\"LastName\":\"Ann\",\"Company\":\"Example\",\"Email\":\"ann@example.com\"}");
        assertThat(salesforce.requests).isEqualTo(1);
    }

    @Test
    void anEndedSessionIsFollowedByANewOneWithinTheDelivery() throws Exception {
        Sinks.Sink sink = sink(Map.of());
        sink.delivers(of("Ann", null));
        salesforce.endSession();
        sink.delivers(of("Bob", null));

        assertThat(salesforce.tokens).isEqualTo(2);
        assertThat(salesforce.leads.get("c1").path("LastName").asText()).isEqualTo("Bob");
    }

    @Test
    void aRefreshTokenLetsInAsWell() throws Exception {
        sink(Map.of("refreshToken", SECRET)).delivers(of("Ann", null));
        assertThat(salesforce.leads).hasSize(1);
    }

    @Test
    void aWrongSecretIsToBeMendedAndNotShown() {
        assertThatThrownBy(() -> sink(Map.of("clientSecret", "falsch")).delivers(of("Ann", null)))
                .isInstanceOfSatisfying(
                        HttpOperationFailedException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(401))
                .message()
                .doesNotContain("falsch");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    401 | INVALID_SESSION_ID              | use the API
                    404 | NOT_FOUND                       | External ID
                    400 | INVALID_FIELD                   | no such field
                    400 | INSUFFICIENT_ACCESS_OR_READONLY | create and edit
                    403 | API_DISABLED_FOR_ORG            | switch it on
                    """)
    void whatHasToBeMendedIsSaidInPlainWords(int status, String code, String words) {
        FakeApi.Reply reply = FakeSalesforce.error(status, code, "quoted visitor", "Phone");
        // the new session is refused as well
        salesforce.once(200, Map.of(), "{\"access_token\":\"x\"}").once(status, Map.of(), reply.body());
        if (status == 401) {
            salesforce.once(200, Map.of(), "{\"access_token\":\"y\"}").once(status, Map.of(), reply.body());
        }
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("Ann", null)))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("Phone")
                .message()
                .doesNotContain("quoted");
    }

    @Test
    void twoLeadsWithOneIdAreToBeMended() {
        salesforce.once(200, Map.of(), "{\"access_token\":\"x\"}").once(300, Map.of(), "[\"/a\",\"/b\"]");
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("Ann", null)))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("Unique");
    }

    @Test
    void aFieldThatIsNotThereIsToBeMended() {
        assertThatThrownBy(() -> sink(Map.of("fields", "Colour__c: red")).delivers(of("Ann", null)))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("correct fields");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DUPLICATES_DETECTED               | a duplicate rule
                    FIELD_CUSTOM_VALIDATION_EXCEPTION | a validation rule
                    CANNOT_UPDATE_CONVERTED_LEAD      | has been converted
                    SOMETHING_NEW                     | a value does not fit
                    """)
    void aLeadSalesforceNeverTakesIsADeadLetter(String code, String words) {
        FakeApi.Reply reply = FakeSalesforce.error(400, code, "quoted visitor", "");
        salesforce.once(200, Map.of(), "{\"access_token\":\"x\"}").once(400, Map.of(), reply.body());
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("Ann", null)))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("quoted");
    }

    @Test
    void anAddressThatIsNoneIsADeadLetter() {
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("Ann", "a@example.com, b@example.com")))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("no such e-mail address (INVALID_EMAIL_ADDRESS, Email)");
    }

    @Test
    void aUsedUpLimitMakesTheDestinationWait() {
        FakeApi.Reply reply = FakeSalesforce.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", "");
        salesforce.once(200, Map.of(), "{\"access_token\":\"x\"}").once(403, Map.of(), reply.body());
        assertThatThrownBy(() -> sink(Map.of()).delivers(of("Ann", null)))
                .isInstanceOfSatisfying(
                        HttpOperationFailedException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(429));
    }

    @Test
    void aLockedRowAndTroubleOfSalesforcesOwnPass() {
        FakeApi.Reply reply = FakeSalesforce.error(400, "UNABLE_TO_LOCK_ROW", "x", "");
        salesforce.once(200, Map.of(), "{\"access_token\":\"x\"}").once(400, Map.of(), reply.body());
        Sinks.Sink sink = sink(Map.of());
        assertThatThrownBy(() -> sink.delivers(of("Ann", null))).isInstanceOf(IOException.class);
        salesforce.once(503, Map.of("Retry-After", "7"), "<html>");
        assertThatThrownBy(() -> sink.delivers(of("Ann", null)))
                .isInstanceOfSatisfying(
                        HttpOperationFailedException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(503));
    }

    @Test
    void aServerThatHangsIsLeftAtTheDeadline() throws Exception {
        try (EvilServer evil = new EvilServer(EvilServer.dripping("HTTP/1.1 200 OK\r\nX-"))) {
            assertThatThrownBy(() -> sink(Map.of("instanceUrl", evil.url(), "timeout", "300ms"))
                            .delivers(of("Ann", null)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#table")
    void whateverAVisitorTypesIsAValueAlsoAsTheId(Hostile hostile) throws Exception {
        Event event = Sinks.visitor(new Event.Visitor("v1", null, hostile.text(), null, null), hostile.text());
        sink(Map.of()).delivers(event);
        String whole = HostileTexts.whole(hostile.text());
        String name = salesforce.leads.get("c1").path("LastName").asText();
        assertThat(whole.isBlank() ? "Visitor" : whole).startsWith(name.replaceFirst("… \\[cut]$", ""));

        String id = HostileTexts.whole(hostile.text().strip());
        Sinks.Sink byText = sink(Map.of("externalId", "${body.text}"));
        if (id.isEmpty() || hostile.text().strip().length() > 255) {
            assertThatThrownBy(() -> byText.delivers(event)).isInstanceOf(UnfitEventException.class);
        } else {
            byText.delivers(event);
            assertThat(salesforce.leads).containsOnlyKeys("c1", id);
        }
    }

    @Test
    void anIdThatWouldLeadToAnotherPathIsADeadLetter() {
        for (String id : new String[] {"..", "."}) {
            assertThatThrownBy(() -> sink(Map.of("externalId", "${body.text}")).delivers(Sinks.event(id)))
                    .isInstanceOf(UnfitEventException.class);
        }
        assertThat(salesforce.requests).isZero();
    }

    @Test
    void whatCannotWorkIsSaidWhenTheFileIsChecked() {
        wrong(Map.of("instanceUrl", "mydomain.my.salesforce.com"), "https://");
        wrong(Map.of("externalIdField", "WotNot Id"), "API name");
        wrong(Map.of("clientSecret", " "), "is empty");
        wrong(Map.of("fields", "WotNot_Id__c: x"), "which externalId fills in");
        wrong(Map.of("fields", "Last Name: x"), "cannot be the name");
        wrong(Map.of("apiVersion", "latest"), "no version");
    }

    private void wrong(Map<String, String> parameters, String words) {
        assertThatThrownBy(() -> sink(parameters)).hasStackTraceContaining(words);
    }
}
