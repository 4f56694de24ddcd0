package io.wotnotrelay.log.sqlite;

import static io.wotnotrelay.log.Items.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.StoredEvent;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    @TempDir
    Path data;

    @Test
    void everyAcknowledgedEventIsThereAfterAKill() throws Exception {
        Map<Long, String> acknowledged = new LinkedHashMap<>();
        for (int round = 0; round < 5; round++) {
            appendUntilKilled(round, acknowledged);
            try (SqliteEventLog log = open()) {
                acknowledged.forEach((seq, text) ->
                        assertThat(text(log.find(seq).orElseThrow())).isEqualTo(text));
                assertThat(log.head() % 2).as("a request is all or nothing").isZero();
                StoredEvent last = log.find(log.head()).orElseThrow();
                assertThat(text(last)).endsWith("+");
            }
        }
    }

    private SqliteEventLog open() {
        return SqliteEventLog.open(
                data,
                new Settings.Store("jdbc:sqlite:" + data.resolve("relay.db"), 0),
                new Settings.Dedup(Duration.ofHours(48), 100_000),
                Clock.systemUTC());
    }

    private void appendUntilKilled(int round, Map<Long, String> acknowledged) throws Exception {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        AppendingChild.class.getName(),
                        data.toString(),
                        "round" + round)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = child.inputReader()) {
            int seen = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int blank = line.indexOf(' ');
                if (!Character.isDigit(line.charAt(0)) || !line.endsWith("+")) {
                    continue;
                }
                acknowledged.put(Long.parseLong(line.substring(0, blank)), line.substring(blank + 1));
                if (++seen == 200 + round * 37) {
                    child.toHandle().destroyForcibly(); // Process.destroyForcibly would close the pipe we still read
                }
            }
            assertThat(seen).isGreaterThanOrEqualTo(200);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
