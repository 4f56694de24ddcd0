package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.copy.Progress;
import io.wotnotrelay.log.postgres.PostgresServer;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateCommandTest {
    private static final String SECRET = "correct-horse";

    @TempDir
    Path home;

    private Terminal terminal;
    private String database;

    @BeforeEach
    void aTerminal() {
        terminal = new Terminal(home);
        database = PostgresServer.shared().database().url();
        terminal.environment.put("RELAY_STORE_USER", "postgres");
        terminal.environment.put("RELAY_STORE_PASSWORD", SECRET);
    }

    private LogStore open() {
        return SqliteEventLog.open(
                home.resolve("data"),
                new Settings.Store(null, 0),
                new Settings.Dedup(Duration.ofHours(1), 100),
                Clock.systemUTC());
    }

    private void aLog() {
        try (LogStore log = open()) {
            Items.append(log, "one", "two");
            log.lane("mail", new EventLog.Start.Beginning());
        }
    }

    @Test
    void theLogIsCopiedAndTheNextStepIsSaid() {
        aLog();
        assertThat(terminal.run("migrate", "--to", database)).as(terminal.err()).isZero();
        assertThat(terminal.out())
                .contains("Copied " + home.resolve("data/relay.db") + " to postgresql://127.0.0.1:")
                .contains(": 2 events (1 to 2), 1 destination, in ")
                .contains("no difference.")
                .contains("relay.store.url=" + database)
                .contains("is as it was")
                .doesNotContain(SECRET);

        terminal.environment.put("RELAY_STORE_URL", database);
        assertThat(terminal.run("migrate", "--to", "jdbc:sqlite:back/relay.db")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("There is no folder " + home.resolve("back"))
                .hasLineCount(1);
        assertThat(terminal.run("migrate", "--to", "jdbc:sqlite:data/new.db"))
                .as(terminal.err())
                .isZero();
        assertThat(home.resolve("data/new.db")).exists();
    }

    @Test
    void jsonHoldsTheCountsAndDigestsOfBothSides() throws IOException {
        aLog();
        assertThat(terminal.run("migrate", "--json", "--to", database)).isZero();
        JsonNode done = new ObjectMapper().readTree(terminal.out());
        assertThat(done.path("same").asBoolean()).isTrue();
        assertThat(done.path("continued").asBoolean()).isFalse();
        assertThat(done.path("events").asLong()).isEqualTo(2);
        assertThat(done.path("head").asLong()).isEqualTo(2);
        assertThat(done.path("seconds").isNumber()).isTrue();
        assertThat(done.path("differences")).isEmpty();
        JsonNode events = done.path("tables").path(0);
        assertThat(events.path("table").asText()).isEqualTo("event");
        assertThat(events.path("copied").asLong()).isEqualTo(2);
        assertThat(events.path("digest").asText())
                .hasSize(64)
                .isEqualTo(events.path("copiedDigest").asText());
    }

    @Test
    void whatMakesNoSenseIsWrongUseAndNoPasswordIsRepeated() {
        assertThat(terminal.run("migrate")).isEqualTo(2);
        assertThat(terminal.err()).contains("--to");
        for (String url : new String[] {
            "postgresql://u:" + SECRET + "@db/relay",
            "jdbc:postgresql://u:" + SECRET + "@db/relay",
            "jdbc:postgresql://db/relay?password=" + SECRET
        }) {
            assertThat(terminal.run("migrate", "--to", url)).isEqualTo(2);
            assertThat(terminal.err()).contains("--to is not understood").doesNotContain(SECRET);
        }
        assertThat(terminal.run("migrate", "--to", "jdbc:sqlite:other.db")).isEqualTo(2);
        assertThat(terminal.err()).contains("are of the same kind");
    }

    @Test
    void aFolderWithoutALogIsSaidAndLeftAsItIs() {
        assertThat(terminal.run("migrate", "--to", database)).isEqualTo(1);
        assertThat(terminal.err())
                .contains("There is no event log " + home.resolve("data/relay.db") + ": nothing to copy")
                .hasLineCount(1);
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void aRunningRelayIsRefused() {
        aLog();
        try (LogStore running = open()) {
            assertThat(running.head()).isEqualTo(2);
            assertThat(terminal.run("migrate", "--to", database)).isEqualTo(1);
            assertThat(terminal.err())
                    .contains("Another relay is running on the data folder")
                    .hasLineCount(1);
        }
    }

    @Test
    void aDatabaseThatCannotBeReachedIsSaidInASentence() {
        aLog();
        assertThat(terminal.run("migrate", "--to", "jdbc:postgresql://127.0.0.1:1/relay"))
                .isEqualTo(1);
        assertThat(terminal.err())
                .contains("The database postgresql://127.0.0.1:1/relay does not answer")
                .hasLineCount(1);
        assertThat(terminal.run("migrate", "--to", database.replaceAll("/postgres\\?.*", "/nowhere")))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("There is no such database").hasLineCount(1);
    }

    @Test
    void aWrongPasswordIsSaidInASentenceThatDoesNotHoldIt() throws IOException {
        aLog();
        PostgresServer.shared().requirePassword("mover", "right");
        terminal.environment.put("RELAY_STORE_USER", "mover");
        assertThat(terminal.run("migrate", "--to", database)).isEqualTo(1);
        assertThat(terminal.err())
                .contains("refuses the user or the password")
                .contains("relay.store.password")
                .doesNotContain(SECRET)
                .hasLineCount(1);
    }

    @Test
    void theSourceIsNotWrittenTo() throws IOException {
        aLog();
        byte[] before = Files.readAllBytes(home.resolve("data/relay.db"));
        terminal.run("migrate", "--to", database);
        assertThat(Files.readAllBytes(home.resolve("data/relay.db"))).isEqualTo(before);
    }

    @Test
    void progressTellsRateAndWhatIsLeft() {
        assertThat(CopyProgress.line(Progress.Phase.COPY, "event", 250_000, 1_000_000, 2.5))
                .isEqualTo("copying event: 250,000 of 1,000,000 rows, 100,000/s, 7 s left");
        assertThat(CopyProgress.line(Progress.Phase.CHECK, "intake", 1_000, 1_000_000, 1))
                .isEqualTo("checking intake: 1,000 of 1,000,000 rows, 1,000/s, 16 min left");
    }
}
