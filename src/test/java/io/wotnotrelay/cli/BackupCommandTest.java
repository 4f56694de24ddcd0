package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
    @TempDir
    Path home;

    private Terminal terminal;
    private Path file;

    @BeforeEach
    void aLog() {
        terminal = new Terminal(home);
        file = home.resolve("b.db");
        terminal.run("token");
        append("one", "two");
    }

    private void append(String... texts) {
        Settings.Store store = new Settings.Store(null, 0);
        try (LogStore log = SqliteEventLog.open(
                home.resolve("data"), store, new Settings.Dedup(Duration.ofHours(1), 100), Clock.systemUTC())) {
            for (String text : texts) {
                byte[] raw = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                Receipt receipt = new Receipt(log.head() + 1, 1_000, Receipt.Outcome.ACCEPTED, null, 1, 0);
                log.append(receipt, List.of(new NewEvent("message", java.util.Arrays.copyOf(raw, 16), raw)))
                        .toCompletableFuture()
                        .join();
            }
            log.lane("mail", new EventLog.Start.Beginning());
        }
    }

    @Test
    void backupSaysWhatItHasWritten() {
        assertThat(terminal.run("backup", file.toString())).isZero();
        assertThat(terminal.out())
                .startsWith(file + ": 2 events (1 to 2), ")
                .containsPattern("\\d+ kB, \\d+\\.\\d s\\.")
                .contains("tokens (console-token, webhook-token)");
    }

    @Test
    void backupAndRestoreSayItAsJson() throws IOException {
        terminal.run("backup", "--json", file.toString());
        JsonNode backup = new ObjectMapper().readTree(terminal.out());
        assertThat(backup.path("events").asLong()).isEqualTo(2);
        assertThat(backup.path("head").asLong()).isEqualTo(2);
        assertThat(backup.path("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(backup.path("seconds").isNumber()).isTrue();

        append("three");
        assertThat(terminal.run("restore", "--json", "--dry-run", file.toString()))
                .isZero();
        JsonNode plan = new ObjectMapper().readTree(terminal.out());
        assertThat(plan.path("here").asText()).isEqualTo("same_log");
        assertThat(plan.path("eventsSince").asLong()).isEqualTo(1);
        assertThat(plan.path("items").path(0).path("destination").asText()).isEqualTo("mail");
        assertThat(plan.path("items").path(0).path("repeats").asLong()).isZero();
        assertThat(plan.path("restored").asBoolean()).isFalse();

        assertThat(terminal.run("restore", "--json", "--force", file.toString()))
                .isZero();
        JsonNode done = new ObjectMapper().readTree(terminal.out());
        assertThat(done.path("restored").asBoolean()).isTrue();
        assertThat(Path.of(done.path("aside").asText())).exists();
    }

    @Test
    void aDryRunTellsWhatARestoreWouldDoAndChangesNothing() throws IOException {
        terminal.run("backup", file.toString());
        append("three");
        byte[] before = Files.readAllBytes(home.resolve("data/relay.db"));

        assertThat(terminal.run("restore", "--dry-run", file.toString())).isZero();
        assertThat(terminal.out())
                .contains("events 1 to 2")
                .contains("Events that came after it are not in it: 1 (3 to 3)")
                .containsPattern("mail +0 +0 +0 +0");
        assertThat(Files.readAllBytes(home.resolve("data/relay.db"))).isEqualTo(before);
    }

    @Test
    void aFileThatIsThereIsAFindingAndAMissingNameIsWrongUse() {
        terminal.run("backup", file.toString());
        assertThat(terminal.run("backup", file.toString())).isEqualTo(1);
        assertThat(terminal.err()).contains("is there already").hasLineCount(1);
        assertThat(terminal.run("backup", "--force", file.toString())).isZero();
        assertThat(terminal.run("backup")).isEqualTo(2);
        assertThat(terminal.run("restore")).isEqualTo(2);
        assertThat(terminal.run("restore", file.toString())).isEqualTo(1);
        assertThat(terminal.err()).contains("There is an event log in").hasLineCount(1);
    }

    @Test
    void sizesAreReadable() {
        assertThat(Bytes.text(999)).isEqualTo("999 bytes");
        assertThat(Bytes.text(1_500)).isEqualTo("1.5 kB");
        assertThat(Bytes.text(999_700)).isEqualTo("1.0 MB");
        assertThat(Bytes.text(847_000_000)).isEqualTo("847 MB");
        assertThat(Bytes.text(12_300_000_000L)).isEqualTo("12 GB");
    }
}
