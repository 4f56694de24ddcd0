package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.EventReader;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.sink.InDoubt.End;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries that may have been done already: each sink with what it can find out. */
class InDoubtTest {
    @RegisterExtension
    static final GreenMailExtension SERVER =
            new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private final Sinks sinks = new Sinks();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        sinks.close();
    }

    private static Event event(int n) {
        String raw = """
                {"event": {"type": "message", "payload": {"message_by": {"type": "visitor"},
                  "message": {"type": "text", "text": "text %d, \\"quoted\\""}}},
                 "conversation": {"key": "c1", "id": 7}, "visitor": {"key": "v1", "id": 8},
                 "timestamp": "2023-09-01 14:13:45.503552"}
                """.formatted(n);
        return EventReader.read(
                id(n),
                n,
                Instant.EPOCH,
                new Kind(Event.WOTNOT, "message", "text"),
                raw.getBytes(StandardCharsets.UTF_8));
    }

    private static String id(int n) {
        return "evt_%032x".formatted(n);
    }

    private static Exchange run(Sinks.Sink sink, boolean doubt, int... events) throws Exception {
        Exchange exchange = new DefaultExchange(sink.context());
        List<Event> all = new ArrayList<>();
        for (int n : events) {
            all.add(event(n));
        }
        exchange.setProperty("relay.destination", "a");
        exchange.setProperty("relay.deliveryId", id(events[0]) + ".a");
        exchange.setProperty("relay.attempt", 1);
        InDoubt.tell(exchange, doubt);
        exchange.getMessage().setBody(events.length == 1 ? all.get(0) : Batch.of(all));
        return ok(sink.take(exchange));
    }

    private static Exchange ok(Exchange exchange) throws Exception {
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }

    private static Map<String, End> ends(Exchange exchange) {
        return InDoubt.ends(exchange);
    }

    private static String delivery(int n) {
        return id(n) + ".a";
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Sinks.Sink csv(Map<String, ?> more) {
        Map<String, Object> all =
                new java.util.HashMap<>(Map.of("file", file("a.csv").toString()));
        all.putAll(more);
        return sinks.csv(all);
    }

    private Sinks.Sink jsonl(Map<String, ?> more) {
        Map<String, Object> all =
                new java.util.HashMap<>(Map.of("file", file("a.jsonl").toString()));
        all.putAll(more);
        return sinks.jsonl(all);
    }

    private List<String> ids(String name) throws IOException {
        return Csv.read(file(name)).stream()
                .skip(1)
                .map(row -> row.get(row.size() - 1))
                .toList();
    }

    @Test
    void aRowThatIsInTheFileIsNotWrittenAgainAndOneThatIsNotIs() throws Exception {
        Sinks.Sink csv = csv(Map.of());
        run(csv, false, 1);
        assertThat(ends(run(csv, true, 1))).containsExactly(Map.entry(delivery(1), End.FOUND));
        assertThat(ends(run(csv, true, 2))).containsExactly(Map.entry(delivery(2), End.MISSING));
        assertThat(ids("a.csv")).containsExactly(id(1), id(2));
    }

    @Test
    void ofABatchThatIsThereByHalfTheOtherHalfIsWritten() throws Exception {
        Sinks.Sink csv = csv(Map.of("columns", "Id: ${body.id}\nText: ${body.text}\nEnd: x"));
        run(csv, false, 1, 2);
        Exchange again = run(csv, true, 1, 2, 3, 4);
        assertThat(ends(again))
                .containsOnly(
                        Map.entry(delivery(1), End.FOUND),
                        Map.entry(delivery(2), End.FOUND),
                        Map.entry(delivery(3), End.MISSING),
                        Map.entry(delivery(4), End.MISSING));
        assertThat(Csv.read(file("a.csv")).stream().skip(1).map(row -> row.get(0)))
                .containsExactly(id(1), id(2), id(3), id(4));
    }

    @Test
    void withoutADoubtNobodyLooks() throws Exception {
        Sinks.Sink csv = csv(Map.of());
        run(csv, false, 1);
        assertThat(ends(run(csv, false, 1))).isEmpty();
        assertThat(ids("a.csv")).containsExactly(id(1), id(1));
    }

    @Test
    void aRowWithoutAnIdIsWrittenAgainAndThatIsSaid() throws Exception {
        Sinks.Sink csv = csv(Map.of("columns", "Text: ${body.text}"));
        run(csv, false, 1);
        assertThat(ends(run(csv, true, 1))).containsExactly(Map.entry(delivery(1), End.SENT_AGAIN));
        assertThat(Csv.read(file("a.csv"))).hasSize(3);
    }

    @Test
    void theIdInAnotherColumnIsNoRowOfThisEvent() throws Exception {
        Sinks.Sink csv = csv(Map.of("columns", "Id: ${body.id}\nNote: x"));
        run(csv, false, 1);
        Files.writeString(file("a.csv"), id(9) + "," + id(2) + "\r\n", StandardOpenOption.APPEND);
        Files.writeString(file("a.csv"), id(9) + ",\"y\r\n" + id(2) + ",z\"\r\n", StandardOpenOption.APPEND);
        assertThat(ends(run(csv, true, 2))).containsExactly(Map.entry(delivery(2), End.MISSING));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 60, 90, 97})
    void aRowThatACrashToreIsCutOffAndWrittenWhole(int percent) throws Exception {
        Sinks.Sink csv = csv(Map.of());
        run(csv, false, 1);
        long before = Files.size(file("a.csv"));
        run(csv, false, 2);
        byte[] whole = Files.readAllBytes(file("a.csv"));
        int torn = (int) (before + Math.max(1, (whole.length - before) * percent / 100));
        Files.write(file("a.csv"), java.util.Arrays.copyOf(whole, torn));
        // as after a restart: nobody remembers that the file was whole
        try (Sinks next = new Sinks()) {
            Sinks.Sink again = next.csv(Map.of("file", file("a.csv").toString()));
            assertThat(ends(run(again, true, 2))).containsExactly(Map.entry(delivery(2), End.MISSING));
        }
        assertThat(Files.readAllBytes(file("a.csv"))).isEqualTo(whole);
    }

    @Test
    void aRowInTheFileThatWasPutAsideLastIsFound() throws Exception {
        Sinks.Sink csv = csv(Map.of("rotate", "size", "rotateSize", "300B"));
        run(csv, false, 1);
        run(csv, false, 2);
        run(csv, false, 3);
        assertThat(file("a.1.csv")).exists();
        assertThat(ids("a.csv")).containsExactly(id(3));
        assertThat(ends(run(csv, true, 2))).containsExactly(Map.entry(delivery(2), End.FOUND));
    }

    @Test
    void twoRowsOfOneDeliveryAreTwoAlsoInDoubt() throws Exception {
        Sinks.Sink csv = csv(Map.of());
        run(csv, false, 1);
        Exchange exchange = new DefaultExchange(csv.context());
        exchange.setProperty("relay.destination", "a");
        exchange.setProperty("relay.deliveryId", delivery(1));
        InDoubt.tell(exchange, true);
        exchange.getMessage().setBody(event(1));
        ok(csv.take(exchange));
        ok(csv.take(exchange));
        ok(csv.take(exchange));
        assertThat(ids("a.csv")).containsExactly(id(1), id(1), id(1));
        assertThat(ends(exchange)).containsExactly(Map.entry(delivery(1), End.MISSING));
    }

    @Test
    void aLineOfJsonThatIsThereIsNotWrittenAgainAndATornOneIsWrittenWhole() throws Exception {
        Sinks.Sink jsonl = jsonl(Map.of());
        run(jsonl, false, 1, 2);
        byte[] whole = Files.readAllBytes(file("a.jsonl"));
        Files.write(file("a.jsonl"), java.util.Arrays.copyOf(whole, whole.length - 100));
        Exchange again = run(jsonl, true, 1, 2);
        assertThat(ends(again)).containsOnly(Map.entry(delivery(1), End.FOUND), Map.entry(delivery(2), End.MISSING));
        assertThat(Files.readAllBytes(file("a.jsonl"))).isEqualTo(whole);
        assertThat(ends(run(jsonl, true, 2))).containsExactly(Map.entry(delivery(2), End.FOUND));
    }

    @Test
    void aLineThatARouteMadeHoldsNoIdAndIsWrittenAgain() throws Exception {
        Sinks.Sink jsonl = jsonl(Map.of());
        Exchange exchange = new DefaultExchange(jsonl.context());
        exchange.setProperty("relay.deliveryId", delivery(1));
        InDoubt.tell(exchange, true);
        exchange.getMessage().setBody("{\"a\":1}");
        ok(jsonl.take(exchange));
        assertThat(ends(exchange)).containsExactly(Map.entry(delivery(1), End.SENT_AGAIN));
    }

    @Test
    void aSheetIsAskedForTheHiddenIdsAndGetsTheMissingRowsOnly() throws Exception {
        try (FakeGoogle google = new FakeGoogle()) {
            Sinks.Sink sheet = sheet(google);
            run(sheet, false, 1, 2);
            assertThat(google.calls).doesNotContain("column");
            Exchange again = run(sheet, true, 1, 2, 3);
            assertThat(ends(again))
                    .containsOnly(
                            Map.entry(delivery(1), End.FOUND),
                            Map.entry(delivery(2), End.FOUND),
                            Map.entry(delivery(3), End.MISSING));
            assertThat(ends(run(sheet, true, 3))).containsExactly(Map.entry(delivery(3), End.FOUND));
            assertThat(rows(google)).containsExactly(delivery(1), delivery(2), delivery(3));
            assertThat(google.calls).filteredOn("append"::equals).hasSize(2);
            assertThat(google.calls).filteredOn("column"::equals).hasSize(2);
        }
    }

    @Test
    void aSheetOfManyRowsThatPeopleHaveSortedIsReadAPageAtATimeUntilAllAreFound() throws Exception {
        try (FakeGoogle google = new FakeGoogle()) {
            Sinks.Sink sheet = sheet(google);
            run(sheet, false, 1);
            FakeGoogle.Tab tab = google.tabs.get("Sheet1");
            for (int i = 0; i < SheetTable.PAGE + 5; i++) {
                tab.with("x", id(100 + i) + "." + "n".repeat(63));
            }
            assertThat(ends(run(sheet, true, 1))).containsExactly(Map.entry(delivery(1), End.FOUND));
            assertThat(google.calls).filteredOn("column"::equals).hasSize(2);
        }
    }

    @Test
    void aSheetThatIsTooLongToBeReadWholeGetsTheRowAgainAndThatIsSaid() throws Exception {
        try (FakeGoogle google = new FakeGoogle()) {
            Sinks.Sink sheet = sheet(google);
            run(sheet, false, 1);
            google.tabs.get("Sheet1").emptyRows = SheetTable.PAGE * SheetTable.MOST_PAGES + 10;
            assertThat(ends(run(sheet, true, 1))).containsExactly(Map.entry(delivery(1), End.SENT_AGAIN));
            assertThat(google.calls).filteredOn("column"::equals).hasSize(SheetTable.MOST_PAGES);
        }
    }

    @Test
    void aSheetIsAskedTooAfterATryThatGoogleAnsweredWithAFault() throws Exception {
        try (FakeGoogle google = new FakeGoogle()) {
            Sinks.Sink sheet = sheet(google);
            run(sheet, false, 1);
            Exchange second = new DefaultExchange(sheet.context());
            second.setProperty("relay.destination", "a");
            second.setProperty("relay.attempt", 2);
            second.getMessage().setBody(event(1));
            ok(sheet.take(second));
            assertThat(rows(google)).containsExactly(delivery(1));
        }
    }

    @Test
    void aSheetThatHasNoIdsYetHoldsNothingOfThis() throws Exception {
        try (FakeGoogle google = new FakeGoogle()) {
            Exchange first = run(sheet(google), true, 1);
            assertThat(ends(first)).containsExactly(Map.entry(delivery(1), End.MISSING));
            assertThat(rows(google)).containsExactly(delivery(1));
        }
    }

    private Sinks.Sink sheet(FakeGoogle google) {
        return sinks.sheets(Map.of(
                "spreadsheetId",
                FakeGoogle.SPREADSHEET,
                "columns",
                "Text: ${body.text}",
                "rootUrl",
                google.rootUrl(),
                "serviceAccountKey",
                google.key().toString()));
    }

    private static List<String> rows(FakeGoogle google) {
        return google.tabs.get("Sheet1").texts().stream()
                .skip(1)
                .map(row -> row.get(row.size() - 1))
                .toList();
    }

    @Test
    void aMailIsSentAgainWithItsMessageIdAndSaysSo() throws Exception {
        Sinks.Sink mail = mail(SERVER.getSmtp().getPort());
        assertThat(ends(run(mail, false, 1))).isEmpty();
        Exchange again = run(mail, true, 1);
        assertThat(ends(again)).containsExactly(Map.entry(delivery(1), End.SENT_AGAIN));
        assertThat(SERVER.getReceivedMessages())
                .hasSize(2)
                .allSatisfy(sent ->
                        assertThat(sent.getHeader("Message-ID")).containsExactly("<" + delivery(1) + "@example.com>"));
        assertThat(ends(run(mail, true, 2, 3)).keySet()).containsOnly(delivery(2), delivery(3));
    }

    @Test
    void aMailServerThatCannotBeReachedLeavesNoDoubtAndOneThatBreaksOffDoes() throws Exception {
        int closed;
        try (ServerSocket free = new ServerSocket(0)) {
            closed = free.getLocalPort();
        }
        assertThat(begun(mail(closed))).isFalse();
        try (ScriptedMailServer server = new ScriptedMailServer()) {
            server.says(".", ScriptedMailServer.DROP);
            assertThat(begun(mail(server.port()))).isTrue();
        }
    }

    private static Boolean begun(Sinks.Sink sink) {
        Exchange exchange = new DefaultExchange(sink.context());
        exchange.getMessage().setBody(event(1));
        sink.take(exchange);
        assertThat(exchange.getException()).isNotNull();
        return InDoubt.begun(exchange);
    }

    private Sinks.Sink mail(int port) {
        return sinks.mail(Map.of(
                "host", "127.0.0.1",
                "port", String.valueOf(port),
                "security", "none",
                "from", "alerts@example.com",
                "to", "sales@example.com"));
    }
}
