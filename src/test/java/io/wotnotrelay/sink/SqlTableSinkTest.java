package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.event.Batch;
import io.wotnotrelay.sink.HostileTexts.Hostile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every database, on SQLite and on H2, which stands for those the relay knows nothing of. */
class SqlTableSinkTest {
    private static final String LEADS = """
            CREATE TABLE leads (event_id VARCHAR(80) NOT NULL PRIMARY KEY, at VARCHAR(40), who VARCHAR(12),
             seq INTEGER, said VARCHAR(2000000))
            """;

    private static final String COLUMNS = """
            at: ${body.receivedAt}
            who: ${body.visitor.name}
            seq: ${body.seq}
            said: ${body.text}
            """;

    @TempDir
    private Path folder;

    private Sinks sinks;

    enum Make {
        SQLITE,
        H2
    }

    @BeforeEach
    void open() {
        sinks = new Sinks();
    }

    @AfterEach
    void close() {
        sinks.close();
    }

    private Database database(Make make) {
        return new Database(
                make == Make.SQLITE
                        ? "jdbc:sqlite:" + folder.resolve("a.db")
                        : "jdbc:h2:" + folder.resolve("a") + ";CASE_INSENSITIVE_IDENTIFIERS=FALSE;DB_CLOSE_DELAY=-1");
    }

    private Sinks.Sink leads(Database database, Map<String, ?> more) {
        Map<String, Object> parameters = new HashMap<>(Map.of("url", database.url(), "table", "leads"));
        parameters.put("columns", COLUMNS);
        parameters.putAll(more);
        return sinks.sink("sql-table-sink", parameters);
    }

    @ParameterizedTest
    @EnumSource
    void anEventIsARowAndTheSameEventIsTheSameRow(Make make) throws Exception {
        Database database = database(make).does(LEADS);
        Sinks.Sink sink = leads(database, Map.of());
        sink.delivers(Sinks.event("Hello", "Ann"));
        sink.delivers(Sinks.event("Hello again", "Ann"));

        assertThat(database.rows("SELECT event_id, who, seq, said FROM leads"))
                .containsExactly(List.of("evt_1", "Ann", "7", "Hello again"));
    }

    @ParameterizedTest
    @EnumSource
    void theRowsOfABatchAreWrittenTogetherOrNotAtAll(Make make) throws Exception {
        Database database = database(make).does(LEADS.replace("seq INTEGER", "seq INTEGER CHECK (seq < 9)"));
        Sinks.Sink sink = leads(database, Map.of());
        sink.delivers(Batch.of(List.of(Sinks.numbered(1), Sinks.numbered(2))));
        assertThatThrownBy(() -> sink.delivers(Batch.of(List.of(Sinks.numbered(3), Sinks.numbered(9)))))
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("a rule of the table");

        assertThat(database.rows("SELECT event_id FROM leads ORDER BY event_id"))
                .containsExactly(List.of("evt_1"), List.of("evt_2"));
        sink.delivers(Sinks.numbered(3));
        assertThat(database.rows("SELECT event_id FROM leads")).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void withAnotherKeyARowShowsTheNewest(Make make) throws Exception {
        Database database = database(make).does("CREATE TABLE leads (conversation VARCHAR(80) PRIMARY KEY, said TEXT)");
        Sinks.Sink sink = leads(
                database,
                Map.of(
                        "key", "conversation",
                        "columns", "conversation: ${body.conversation.key}\nsaid: ${body.text}"));
        sink.delivers(Batch.of(List.of(Sinks.event("Hello", "Ann"), Sinks.event("Bye", "Ann"))));

        assertThat(database.rows("SELECT conversation, said FROM leads")).containsExactly(List.of("c1", "Bye"));
    }

    @ParameterizedTest
    @EnumSource
    void aTableIsMadeOnlyWhenAsked(Make make) throws Exception {
        Database database = database(make);
        assertThatThrownBy(() -> leads(database, Map.of()).delivers(Sinks.event("Hello")))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("no table leads")
                .hasMessageContaining("createTable");
        for (int i = 0; i < 2; i++) {
            leads(database, Map.of("createTable", "true")).delivers(Sinks.event("Hello", "Ann"));
        }
        assertThat(database.rows("SELECT \"event_id\", \"at\", \"who\", \"seq\" FROM \"leads\""))
                .containsExactly(List.of("evt_1", Instant.EPOCH.toString(), "Ann", "7"));
    }

    @ParameterizedTest
    @EnumSource
    void theAuthorsNamesAreFoundInAnyCaseAndQuoted(Make make) throws Exception {
        Database database = database(make)
                .does("CREATE TABLE \"order\" (\"Event_ID\" VARCHAR(80) UNIQUE, \"a \"\"b\"\"\" VARCHAR)");
        leads(database, Map.of("table", "Order", "columns", "A \"B\": ${body.text}"))
                .delivers(Sinks.event("Hello"));

        assertThat(database.rows("SELECT \"a \"\"b\"\"\" FROM \"order\"")).containsExactly(List.of("Hello"));
    }

    @ParameterizedTest
    @EnumSource
    void aWrongNameIsSaidWithTheRightOne(Make make) throws Exception {
        Database database = database(make).does(LEADS);
        mend(database, Map.of("table", "lead"), "no table lead in the database; did you mean leads?");
        mend(database, Map.of("columns", "sad: ${body.text}"), "no column sad; did you mean said?");
    }

    @ParameterizedTest
    @EnumSource
    void aTableWithoutAUniqueKeyIsNotWrittenTwiceByMistake(Make make) throws Exception {
        Database database = database(make).does("CREATE TABLE leads (event_id VARCHAR(80), said TEXT)");
        mend(database, Map.of("columns", "said: ${body.text}"), "ADD UNIQUE (\"event_id\")");
        assertThat(database.rows("SELECT * FROM leads")).isEmpty();

        database.does("CREATE UNIQUE INDEX one ON leads (event_id)");
        leads(database, Map.of("columns", "said: ${body.text}")).delivers(Sinks.event("Hello"));
        assertThat(database.rows("SELECT said FROM leads")).containsExactly(List.of("Hello"));
    }

    @ParameterizedTest
    @EnumSource
    void aMendedTableIsTakenWithoutARestart(Make make) throws Exception {
        Database database = database(make).does("CREATE TABLE leads (event_id VARCHAR(80) PRIMARY KEY)");
        Sinks.Sink sink = leads(database, Map.of("columns", "said: ${body.text}"));
        assertThatThrownBy(() -> sink.delivers(Sinks.event("Hello"))).isInstanceOf(MisconfiguredException.class);
        database.does("ALTER TABLE leads ADD COLUMN said TEXT");
        sink.delivers(Sinks.event("Hello"));
        database.does("ALTER TABLE leads RENAME COLUMN said TO told");
        assertThatThrownBy(() -> sink.delivers(Sinks.event("Again"))).isInstanceOf(MisconfiguredException.class);
        database.does("ALTER TABLE leads RENAME COLUMN told TO said");
        sink.delivers(Sinks.event("Again"));

        assertThat(database.rows("SELECT said FROM leads")).containsExactly(List.of("Again"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMissingIsNullAndAMixtureIsText(Make make) throws Exception {
        Database database = database(make).does(LEADS);
        leads(
                        database,
                        Map.of(
                                "columns",
                                "at: ${body.visitor.email}\nwho: <${body.visitor.email}>\nseq: ${body.variables.none}"))
                .delivers(Sinks.event("Hello"));
        assertThat(database.rows("SELECT at, who, seq FROM leads"))
                .containsExactly(java.util.Arrays.asList(null, "<>", null));
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#table")
    void whateverAVisitorTypesIsAValue(Hostile hostile) throws Exception {
        for (Make make : Make.values()) {
            Database database =
                    database(make).does("DROP TABLE IF EXISTS leads").does(LEADS);
            leads(database, Map.of("columns", "said: ${body.text}"))
                    .delivers(Sinks.event(hostile.text(), hostile.text()));
            assertThat(database.rows("SELECT said FROM leads"))
                    .containsExactly(List.of(HostileTexts.whole(hostile.text())));
        }
    }

    @Test
    void aTextThatIsTooLongForItsColumnIsCut() throws Exception {
        Database database = database(Make.H2).does(LEADS);
        leads(database, Map.of()).delivers(Sinks.event("Hello", "Anna-Maria von Example"));
        assertThat(database.rows("SELECT who FROM leads")).containsExactly(List.of("Anna-Maria v"));
    }

    @Test
    void aLockedDatabaseIsTriedAgain() throws Exception {
        Database database = database(Make.SQLITE).does(LEADS);
        try (var other = database.open();
                var begin = other.createStatement()) {
            begin.execute("BEGIN EXCLUSIVE");
            assertThatThrownBy(() -> leads(database, Map.of("timeout", "100ms")).delivers(Sinks.event("Hello", "Ann")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("SQLITE_BUSY");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsSaid() throws Exception {
        Files.writeString(folder.resolve("a.db"), "no database".repeat(1_000));
        mend(database(Make.SQLITE), Map.of(), "no SQLite database");
        mend(new Database("jdbc:sqlite:" + folder.resolve("no/folder/a.db")), Map.of(), "cannot be opened");
    }

    @Test
    void aCheckNeitherConnectsNorMakesAFile() {
        leads(database(Make.SQLITE), Map.of("createTable", "true"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotWorkIsSaidWhenTheFileIsChecked() {
        wrong(Map.of("url", "postgresql://db.example.com/a"), "is no fixed JDBC URL");
        wrong(Map.of("url", "jdbc:postgresql://ann:geheim@db.example.com/a"), "holds a login");
        wrong(Map.of("url", "jdbc:postgresql://db.example.com/a?user=ann&password=geheim"), "holds a login");
        wrong(Map.of("url", "jdbc:oracle:thin:@//db.example.com:1521/a"), "put its JDBC driver's jar into plugins/");
        wrong(Map.of("key", "conversation"), "none of columns");
        wrong(Map.of("table", "${body.text}"), "fixed name");
        wrong(Map.of("password", " "), "is empty");
        wrong(Map.of("columns", "said ${body.text}"), "Header: template");
    }

    private void wrong(Map<String, String> parameters, String words) {
        assertThatThrownBy(() -> leads(database(Make.SQLITE), parameters))
                .hasStackTraceContaining(words)
                .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                        .doesNotContain("geheim"));
    }

    private void mend(Database database, Map<String, ?> parameters, String words) {
        assertThatThrownBy(() -> leads(database, parameters).delivers(Sinks.event("Hello", "Ann")))
                .isInstanceOf(MisconfiguredException.class)
                .message()
                .containsIgnoringCase(words);
    }
}
