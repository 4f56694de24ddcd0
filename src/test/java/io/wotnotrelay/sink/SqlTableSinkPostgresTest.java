package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.sink.HostileTexts.Hostile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for a real PostgreSQL. */
class SqlTableSinkPostgresTest {
    private static EmbeddedPostgres postgres;
    private static Database database;

    private Sinks sinks;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        database = new Database(postgres.getJdbcUrl("postgres", "postgres"));
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void open() throws Exception {
        database.does("DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS sales CASCADE");
        sinks = new Sinks();
    }

    @AfterEach
    void close() {
        sinks.close();
    }

    private static String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    private Sinks.Sink leads(Map<String, ?> more) {
        Map<String, Object> parameters =
                new HashMap<>(Map.of("url", url(), "username", "postgres", "password", "geheim", "table", "leads"));
        parameters.putAll(more);
        return sinks.sink("sql-table-sink", parameters);
    }

    @Test
    void aTextBecomesWhatItsColumnHolds() throws Exception {
        database.does("""
                CREATE TABLE leads (event_id text PRIMARY KEY, at timestamptz, place bigint, yes boolean, amount numeric(9,2),
                 labels jsonb, event jsonb, note varchar(12), nothing integer, day date)
                """);
        leads(Map.of("columns", """
                        at: ${body.receivedAt}
                        place: ${body.seq}
                        yes: true
                        amount: 12.50
                        labels: ${body.conversation.labels}
                        event: ${body}
                        note: note: ${body.text}
                        nothing: ${body.variables.none}
                        day: 2026-03-01
                        """)).delivers(Sinks.event("Hello, I am Ann"));

        assertThat(
                        database.rows(
                                "SELECT at = 'epoch', place, yes, amount, labels->>1, event->>'text', note, nothing, day FROM leads"))
                .containsExactly(java.util.Arrays.asList(
                        "t", "7", "t", "12.50", "a \"b\"", "Hello, I am Ann", "note: Hello,", null, "2026-03-01"));
    }

    @Test
    void theSameEventIsTheSameRowAndABatchIsOneTransaction() throws Exception {
        database.does("CREATE TABLE leads (event_id text PRIMARY KEY, place int CHECK (place < 9), said text, many xid8"
                + " DEFAULT pg_current_xact_id())");
        Sinks.Sink sink = leads(Map.of("columns", "place: ${body.seq}\nsaid: ${body.text}"));
        sink.delivers(Batch.of(List.of(Sinks.numbered(1), Sinks.numbered(2))));
        sink.delivers(Batch.of(List.of(Sinks.numbered(2), Sinks.numbered(3))));
        assertThatThrownBy(() -> sink.delivers(Batch.of(List.of(Sinks.numbered(4), Sinks.numbered(9)))))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("a rule of the table (CHECK)");

        assertThat(database.rows("SELECT event_id FROM leads ORDER BY place"))
                .containsExactly(List.of("evt_1"), List.of("evt_2"), List.of("evt_3"));
        assertThat(database.rows("SELECT DISTINCT many FROM leads")).hasSize(2);
    }

    @Test
    void aTableIsMadeOnceAndASchemaIsNamed() throws Exception {
        database.does("CREATE SCHEMA sales; CREATE TABLE leads (event_id text PRIMARY KEY)");
        for (int i = 0; i < 2; i++) {
            leads(Map.of("table", "sales.leads", "createTable", "true")).delivers(Sinks.event("Hello", "Ann"));
        }
        assertThat(database.rows("SELECT event_id, name FROM sales.leads")).containsExactly(List.of("evt_1", "Ann"));
        assertThat(database.rows("SELECT * FROM leads")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    place | a text that is no such number
                    day   | a text that is no date
                    need  | nothing for a column that must not be empty
                    """)
    void aValueThatDoesNotFitIsADeadLetterWithoutTheVisitorsWords(String column, String words) throws Exception {
        database.does(
                "CREATE TABLE leads (event_id text PRIMARY KEY, place int, day date, need text NOT NULL DEFAULT '')");
        String value = column.equals("need") ? "${body.visitor.email}" : "${body.text}";
        assertThatThrownBy(() -> leads(Map.of("columns", column + ": " + value)).delivers(Sinks.event("my secret")))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void aMissingRightAndAMissingKeyAreSaidWithTheRemedy() throws Exception {
        database.does("DROP ROLE IF EXISTS ann; CREATE ROLE ann LOGIN; GRANT USAGE ON SCHEMA public TO ann;"
                + " CREATE TABLE leads (event_id text PRIMARY KEY); CREATE TABLE loose (event_id text, said text);"
                + " CREATE UNIQUE INDEX partly ON loose (event_id) WHERE said IS NULL");
        mend(Map.of("columns", "event_id: ${body.id}", "username", "ann"), "grant it SELECT, INSERT and UPDATE");
        mend(Map.of("columns", "said: ${body.text}", "table", "loose"), "ADD UNIQUE (\"event_id\")");
    }

    @Test
    void whatCannotBeReachedIsToldApart() throws Exception {
        mend(Map.of("url", url().replaceFirst("postgres$", "nowhere")), "no such database");
        mend(Map.of("username", "nobody"), "does not let this user in");
        assertThatThrownBy(() -> leads(Map.of("url", "jdbc:postgresql://127.0.0.1:1/postgres"))
                        .delivers(Sinks.event("Hello")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be reached");
        assertThatThrownBy(() -> leads(Map.of("url", "jdbc:postgresql://nowhere.invalid/postgres"))
                        .delivers(Sinks.event("Hello")))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void aBrokenConnectionIsMadeAnew() throws Exception {
        database.does("CREATE TABLE leads (event_id text PRIMARY KEY, said text)");
        Sinks.Sink sink = leads(Map.of("columns", "said: ${body.text}"));
        sink.delivers(Sinks.event("Hello"));
        database.does("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");
        assertThatThrownBy(() -> sink.delivers(Sinks.event("Again"))).isInstanceOf(IOException.class);
        sink.delivers(Sinks.event("And again"));

        assertThat(database.rows("SELECT said FROM leads")).containsExactly(List.of("And again"));
    }

    @Test
    void aLockedTableIsTriedAgain() throws Exception {
        database.does("CREATE TABLE leads (event_id text PRIMARY KEY, said text)");
        try (Connection other = database.open();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE leads");
            assertThatThrownBy(() -> leads(Map.of("columns", "said: ${body.text}", "timeout", "1s"))
                            .delivers(Sinks.event("Hello")))
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#table")
    void whateverAVisitorTypesIsAValue(Hostile hostile) throws Exception {
        database.does("CREATE TABLE leads (event_id text PRIMARY KEY, said text, event jsonb)");
        Event event = Sinks.event(hostile.text(), "Ann");
        leads(Map.of("columns", "said: ${body.text}\nevent: ${body}")).delivers(event);

        assertThat(database.rows("SELECT said, event->>'text' FROM leads"))
                .containsExactly(List.of(HostileTexts.whole(hostile.text()), HostileTexts.whole(hostile.text())));
    }

    private void mend(Map<String, ?> parameters, String words) {
        assertThatThrownBy(() -> leads(parameters).delivers(Sinks.event("Hello", "Ann")))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("geheim");
    }
}
