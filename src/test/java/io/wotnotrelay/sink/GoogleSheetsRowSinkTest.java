package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.EventReader;
import io.wotnotrelay.event.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleSheetsRowSinkTest {
    private static final String COLUMNS = "Text: ${body.text}\nWho: by ${body.visitor.name}";

    private final Sinks sinks = new Sinks();
    private FakeGoogle google;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws Exception {
        google = new FakeGoogle();
    }

    @AfterEach
    void close() {
        sinks.close();
        google.close();
    }

    @Test
    void anEmptySheetGetsItsHeaderWithAHiddenId() throws Exception {
        Sinks.Sink sink = sheets(Map.of());
        sink.delivers(Sinks.event("one", "Ann"));
        sink.delivers(Sinks.event("two", "Bob"));

        assertThat(sheet().texts())
                .containsExactly(
                        List.of("Text", "Who", "relay_id"),
                        List.of("one", "by Ann", "evt_1.test"),
                        List.of("two", "by Bob", "evt_1.test"));
        assertThat(sheet().hidden).containsExactly(2);
        assertThat(google.calls).filteredOn("token"::equals).hasSize(1);
        assertThat(google.calls).filteredOn("batchUpdate"::equals).hasSize(1);
    }

    @Test
    void withoutColumnsThereAreTheUsualOnes() throws Exception {
        Map<String, Object> parameters = parameters(Map.of());
        parameters.remove("columns");
        sinks.sheets(parameters).delivers(Sinks.event("hello", "Ann"));

        assertThat(sheet().texts().get(0))
                .containsExactly("Time", "Type", "Text", "Name", "Email", "Phone", "Conversation", "Id", "relay_id");
    }

    @Test
    void aBatchIsOneAppendWithAnIdForEachEvent() throws Exception {
        Sinks.Sink sink = sheets(Map.of());
        Exchange exchange = new DefaultExchange(sink.context());
        exchange.setProperty("relay.destination", "sheet");
        exchange.setProperty("relay.deliveryId", "evt_1.sheet");
        Batch batch = Batch.of(List.of(Sinks.event("one", "Ann"), event("evt_2", "{}"), event("evt_3", "{}")));
        exchange.getMessage().setBody(batch);
        sink.take(exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isSameAs(batch);
        assertThat(sheet().texts())
                .extracting(row -> row.get(2))
                .containsExactly("relay_id", "evt_1.sheet", "evt_2.sheet", "evt_3.sheet");
        assertThat(google.calls).filteredOn("append"::equals).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=IMPORTXML(\"https://example.com\",\"/\")", "+1", "-1+1", "@x", "\t=1", "＝1", "'=1", "007"})
    void whatLooksLikeAFormulaOrNumberIsWrittenRawAsItIs(String text) throws Exception {
        sheets(Map.of()).delivers(Sinks.event(text));

        assertThat(sheet().rows.get(1).get(0).isTextual()).isTrue();
        assertThat(sheet().texts().get(1).get(0)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "7, true, 7",
        "-1.50, true, -1.5",
        "1e3, true, 1000",
        "123456789012345, true, 123456789012345",
        "1234567890123456789, false, 1234567890123456789",
        "1e999, false, 1e999",
        "1e999999999, false, 1e999999999",
        "true, false, true"
    })
    void aNumberOfTheEventIsANumberOfTheSheetIfNothingIsLost(String json, boolean number, String shown)
            throws Exception {
        sheets(Map.of("columns", "N: ${body.payload.n}\nT: n ${body.payload.n}"))
                .delivers(event("evt_2", "{\"n\":" + json + "}"));

        JsonNode cell = sheet().rows.get(1).get(0);
        assertThat(cell.isNumber()).isEqualTo(number);
        if (number) {
            assertThat(cell.decimalValue()).isEqualByComparingTo(shown);
        } else {
            assertThat(cell.textValue()).isEqualTo(shown);
        }
        assertThat(sheet().texts().get(1).get(1)).isEqualTo("n " + json);
    }

    @Test
    void valuesStandUnderTheirHeadersWhereverThoseAre() throws Exception {
        sheet().with("Notes", "Who", "Mine", "Text").with("call", "x", "y", "z");
        Sinks.Sink sink = sheets(Map.of());
        sink.delivers(Sinks.event("one", "Ann"));

        assertThat(sheet().texts())
                .containsExactly(
                        List.of("Notes", "Who", "Mine", "Text", "relay_id"),
                        List.of("call", "x", "y", "z"),
                        List.of("", "by Ann", "", "one", "evt_1.test"));
        assertThat(sheet().hidden).containsExactly(4);

        sheet().rows
                .set(
                        0,
                        new FakeGoogle.Tab(0)
                                .with("Text", "relay_id", "New", "Who")
                                .rows
                                .get(0));
        sink.delivers(Sinks.event("two", "Bob"));
        assertThat(sheet().texts().get(3)).containsExactly("two", "evt_1.test", "", "by Bob");
    }

    @Test
    void missingColumnsAreAddedOnTheRight() throws Exception {
        sheets(Map.of()).delivers(Sinks.event("one", "Ann"));
        sheets(Map.of("columns", COLUMNS + "\nId: ${body.id}\nNew: x")).delivers(Sinks.event("two", "Bob"));

        assertThat(sheet().texts())
                .containsExactly(
                        List.of("Text", "Who", "relay_id", "Id", "New"),
                        List.of("one", "by Ann", "evt_1.test"),
                        List.of("two", "by Bob", "evt_1.test", "evt_1", "x"));
        assertThat(sheet().hidden).containsExactly(2);
    }

    @Test
    void aSheetThatIsTooNarrowIsWidened() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            many.append("C").append(i).append(": ").append(i).append('\n');
        }
        sheets(Map.of("columns", many.toString())).delivers(Sinks.event("x"));

        assertThat(sheet().columns).isEqualTo(31);
        assertThat(sheet().hidden).containsExactly(30);
        assertThat(sheet().texts().get(1)).hasSize(31).startsWith("0", "1");
    }

    @Test
    void aNamedSheetIsFoundWhateverItsName() throws Exception {
        google.tabs.put("It's Q1/2: größe+100%", new FakeGoogle.Tab(0));
        sheets(Map.of("sheet", "It's Q1/2: größe+100%")).delivers(Sinks.event("one"));

        assertThat(google.tabs.get("It's Q1/2: größe+100%").rows).hasSize(2);
        assertThat(sheet().rows).isEmpty();
    }

    @Test
    void aFirstSheetThatIsRenamedIsFoundAgain() throws Exception {
        Sinks.Sink sink = sheets(Map.of());
        sink.delivers(Sinks.event("one"));
        google.tabs.put("Leads", google.tabs.remove("Sheet1"));
        sink.delivers(Sinks.event("two"));

        assertThat(google.tabs.get("Leads").rows).hasSize(3);
    }

    @Test
    void aNamedSheetThatIsGoneIsSaidWithWhatThereIs() throws Exception {
        google.tabs.put("Other", new FakeGoogle.Tab(9));
        Sinks.Sink sink = sheets(Map.of("sheet", "Sheet1"));
        sink.delivers(Sinks.event("one"));
        google.tabs.put("Leads", google.tabs.remove("Sheet1"));

        assertThat(sink.take(Sinks.event("two")).getException())
                .isInstanceOf(MisconfiguredException.class)
                .hasMessage("There is no sheet named \"Sheet1\"; there are: \"Other\", \"Leads\".");
    }

    @Test
    void aTableWithoutItsFirstHeaderIsNotWrittenTo() throws Exception {
        sheet().with("", "Text");

        assertThat(sheets(Map.of()).take(Sinks.event("x")).getException())
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("cell A1 is empty");
        assertThat(sheet().rows).hasSize(1);
    }

    @Test
    void anExpiredTokenIsFetchedAnewOnce() throws Exception {
        Sinks.Sink sink = sheets(Map.of());
        sink.delivers(Sinks.event("one"));
        google.expireTokens();
        sink.delivers(Sinks.event("two"));

        assertThat(google.calls).filteredOn("token"::equals).hasSize(2);
        assertThat(sheet().rows).hasSize(3);
    }

    @Test
    void aTokenThatIsNeverTakenEndsAfterTheSecond() throws Exception {
        google.answers("get", 401, "{}", Map.of("WWW-Authenticate", "Bearer"))
                .answers("get", 401, "{}", Map.of("WWW-Authenticate", "Bearer"));

        // the queue answers the call it is for; the token between is the usual one
        assertThat(sheets(Map.of()).take(Sinks.event("x")).getException())
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("does not accept the login of " + FakeGoogle.EMAIL);
    }

    @Test
    void aQuotaTellsHowLongToWait() throws Exception {
        google.answers("append", 429, "{\"error\":{\"code\":429}}", Map.of("Retry-After", "17"));
        Sinks.Sink sink = sheets(Map.of());

        assertThat(sink.take(Sinks.event("x")).getException())
                .isInstanceOfSatisfying(HttpOperationFailedException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(429);
                    assertThat(e.getResponseHeaders()).containsEntry("Retry-After", "17");
                });
        sink.delivers(Sinks.event("y"));
        assertThat(sheet().rows).hasSize(2);
    }

    @Test
    void anOldStyleQuotaIsAQuota() throws Exception {
        google.refuses("get", 403, "userRateLimitExceeded", "slow down");

        assertThat(sheets(Map.of()).take(Sinks.event("x")).getException())
                .isInstanceOfSatisfying(
                        HttpOperationFailedException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(429));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "get", "header", "batchUpdate", "update", "append"})
    void aServerInTroubleIsAskedOnceATry(String call) throws Exception {
        google.answers(call, 503, "<html>busy</html>", Map.of("Content-Type", "text/html"));
        Sinks.Sink sink = sheets(Map.of());

        assertThat(sink.take(Sinks.event("x")).getException())
                .isInstanceOfSatisfying(
                        HttpOperationFailedException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(503));
        sink.delivers(Sinks.event("y"));
        assertThat(sheet().texts().get(0)).containsExactly("Text", "Who", "relay_id");
        assertThat(sheet().rows).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get|403|forbidden|The caller does not have permission|share the sheet with relay@project-1.iam.example.com as an editor",
                "append|403|forbidden|The caller does not have permission|share the sheet with relay@project-1",
                "get|403|accessNotConfigured|x|The Google Sheets API is not enabled",
                "get|404|notFound|Requested entity was not found.|There is no spreadsheet of this id, or it is not shared with",
                "append|400|badRequest|You are trying to edit a protected cell or object.|The sheet is protected",
                "append|400|badRequest|This action would increase the number of cells in the workbook above the limit of 10000000 cells.|is full",
                "get|400|failedPrecondition|This operation is not supported for this document|save it as Google Sheets",
                "token|400|invalid_grant|x|Google accepts the key of relay@project-1.iam.example.com no more",
                "token|401|x|x|Google accepts the key of"
            })
    void whatSomebodyMustMendIsSaidInPlainWords(String call, int status, String reason, String message, String said)
            throws Exception {
        google.refuses(call, status, reason, message);

        assertThat(sheets(Map.of()).take(Sinks.event("x")).getException())
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aWrongIdIsSaid() throws Exception {
        assertThat(sheets(Map.of("spreadsheetId", "other"))
                        .take(Sinks.event("x"))
                        .getException())
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("There is no spreadsheet of this id");
    }

    @Test
    void otherRefusalsDoNotQuoteTheEvent() throws Exception {
        google.refuses("append", 400, "badRequest", "Invalid value: secret text of a visitor")
                .refuses("append", 400, "badRequest", "Invalid value: secret text of a visitor");
        Sinks.Sink sink = sheets(Map.of());

        Exception first = sink.take(Sinks.event("x")).getException();
        assertThat(first).isInstanceOf(HttpOperationFailedException.class).hasMessageNotContaining("secret");
        assertThat(first).hasNoCause();
        google.answers("append", 200, "{}", Map.of());
        sink.take(Sinks.event("x"));
    }

    @Test
    void aServerThatDripsIsLeftAtTheDeadline() throws Exception {
        try (EvilServer evil = new EvilServer(EvilServer.dripping("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n"))) {
            Exchange exchange =
                    sheets(Map.of("rootUrl", evil.url(), "timeout", "300ms")).take(Sinks.event("x"));

            assertThat(exchange.getException()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void destinationsThatShareASheetAgreeOnItsHeader() throws Exception {
        List<Sinks> contexts = List.of(sinks, new Sinks(), new Sinks(), new Sinks());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Void>> work = new ArrayList<>();
        for (int lane = 0; lane < contexts.size(); lane++) {
            Sinks.Sink sink = contexts.get(lane)
                    .sheets(parameters(Map.of("columns", "Both: ${body.text}\nOnly" + lane + ": ${body.text}")));
            for (int n = 0; n < 5; n++) {
                String text = lane + "-" + n;
                work.add(() -> {
                    sink.delivers(Sinks.event(text));
                    return null;
                });
            }
        }
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        threads.shutdown();
        contexts.subList(1, 4).forEach(Sinks::close);

        List<String> header = sheet().texts().get(0);
        assertThat(header).containsExactlyInAnyOrder("Both", "Only0", "Only1", "Only2", "Only3", "relay_id");
        for (List<String> row : sheet().texts().subList(1, 21)) {
            String text = row.get(header.indexOf("Both"));
            assertThat(row.get(header.indexOf("Only" + text.charAt(0)))).isEqualTo(text);
        }
        assertThat(sheet().hidden).hasSize(1);
    }

    @Test
    void theKeyMayBeAFileAndTheIdAWholeAddress() throws Exception {
        Path file = Files.writeString(folder.resolve("key.json"), google.key().toPrettyString());
        sheets(Map.of(
                        "serviceAccountKey",
                        "file:" + file,
                        "spreadsheetId",
                        "https://docs.google.com/spreadsheets/d/" + FakeGoogle.SPREADSHEET + "/edit?gid=0#gid=0"))
                .delivers(Sinks.event("one"));

        assertThat(sheet().rows).hasSize(2);
    }

    @Test
    void aKeyWhoseLineBreaksAnEnvironmentTurnedIntoRealOnesIsRead() throws Exception {
        sheets(Map.of("serviceAccountKey", google.key().toString().replace("\\n", "\n")))
                .delivers(Sinks.event("one"));

        assertThat(sheet().rows).hasSize(2);
    }

    @Test
    void complaintsNameTheParameterAndNeverShowTheKey() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"private_key\": \"SECRET\", oops SECRET");
        refused("serviceAccountKey", "file:" + folder.resolve("none.json"), "cannot be read (NoSuchFileException)");
        refused("serviceAccountKey", "file:" + broken, "is not the JSON of a service account's key");
        refused("serviceAccountKey", "SECRET", "is not the JSON of a service account's key");
        refused("serviceAccountKey", "[\"SECRET\"]", "is not the JSON of a service account's key");
        refused("serviceAccountKey", key().put("private_key", "SECRET").toString(), "private_key that cannot be read");
        refused(
                "serviceAccountKey",
                key().put("private_key", "-----BEGIN PRIVATE KEY-----\nU0VDUkVU\nSECRET\n-----END PRIVATE KEY-----\n")
                        .toString(),
                "private_key that cannot be read");
        refused("serviceAccountKey", key().put("client_email", "").toString(), "has no client_email");
        refused("serviceAccountKey", key().put("type", "authorized_user").toString(), "a key of another kind");
        refused("serviceAccountKey", key().put("token_uri", "ftp://x/SECRET").toString(), "token_uri: it is not a URL");
        refused("serviceAccountKey", " ", "serviceAccountKey is missing");
        refused("spreadsheetId", "a b", "is not the id of a spreadsheet");
        refused("columns", "relay_id: x", "which the relay keeps for itself");
        refused("rootUrl", "https://${body.text}/", "must be written out");
        refused("timeout", "soon", "which is not a time");
    }

    private ObjectNode key() {
        return google.key().put("note", "SECRET");
    }

    private void refused(String name, String value, String sentence) {
        assertThatThrownBy(() -> sheets(Map.of(name, value)))
                .hasStackTraceContaining("google-sheets-row-sink: " + name)
                .hasStackTraceContaining(sentence)
                .satisfies(e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("SECRET").doesNotContain("U0VDUkVU");
                });
    }

    private Sinks.Sink sheets(Map<String, String> more) {
        return sinks.sheets(parameters(more));
    }

    private Map<String, Object> parameters(Map<String, String> more) {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "spreadsheetId",
                FakeGoogle.SPREADSHEET,
                "columns",
                COLUMNS,
                "serviceAccountKey",
                google.key().toString(),
                "rootUrl",
                google.rootUrl()));
        parameters.putAll(more);
        return parameters;
    }

    private FakeGoogle.Tab sheet() {
        return google.tabs.get("Sheet1");
    }

    private static Event event(String id, String payload) {
        String item = "{\"event\":{\"type\":\"x\",\"payload\":" + payload + "}}";
        return EventReader.read(
                id, 1, Instant.EPOCH, new Kind(Event.WOTNOT, "x", null), item.getBytes(StandardCharsets.UTF_8));
    }
}
