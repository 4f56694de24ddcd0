package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes a backup of a running relay, loses everything else, and goes on from the backup. */
class BackupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void aRelayThatLostItsDiskGoesOnFromABackupThatWasTakenUnderLoad() throws Exception {
        try (RecordingSink sink = new RecordingSink(null);
                RelayProcess relay = new RelayProcess(home)) {
            sink.writeRoute(relay, "concurrency: 4");
            relay.start();
            JsonNode backup;
            Path file = home.resolve("b.db");
            try (Traffic traffic = new Traffic(relay, "first")) {
                await().atMost(PATIENCE).until(() -> traffic.accepted.size() > 300);
                Set<String> before = Set.copyOf(traffic.accepted);
                backup = json(done(0, "backup", "--json", file.toString()));
                int then = traffic.accepted.size();
                await().atMost(PATIENCE).until(() -> traffic.accepted.size() > then + 100);
                assertThat(texts(file))
                        .as("what was answered before the backup began")
                        .containsAll(before);
                relay.kill();
            }
            long head = backup.path("head").asLong();
            Set<String> inBackup = texts(file);
            assertThat(inBackup).hasSize((int) head);
            long cursor = cursor(file);
            Set<String> delivered = Set.copyOf(sink.times.keySet());
            wipe(relay.data());

            assertThat(done(0, "restore", file.toString()).said()).contains("Restored");
            relay.start();
            // all of the backup, and after that what comes anew
            assertThat(relay.post(Bodies.batch("late", List.of("afterwards"))).statusCode())
                    .isEqualTo(200);
            await().atMost(PATIENCE).until(() -> sink.times.containsKey("afterwards"));
            await().atMost(PATIENCE).until(() -> sink.times.keySet().containsAll(inBackup));
            assertThat(sink.repeated())
                    .as("at most what came after the cursor of the backup is delivered again")
                    .isLessThanOrEqualTo((int) (head - cursor));
            assertThat(sink.times.keySet()).containsAll(delivered);
            assertThat(sink.ids.values())
                    .as("the same id again")
                    .allSatisfy(ids -> assertThat(ids).hasSize(1));
            indexIsOf(relay, head + 1);
        }
    }

    @Test
    void theIndexOfTheLogOfBeforeIsNotUsedForTheRestoredOne() throws Exception {
        try (RelayProcess relay = new RelayProcess(home)) {
            relay.start();
            post(relay, "common");
            Path file = home.resolve("b.db");
            done(0, "backup", file.toString());
            post(relay, "lost");
            await().atMost(PATIENCE).until(() -> relay.metric("relay_index_lag") == 0);
            relay.stop();
            byte[] old = Files.readAllBytes(relay.data().resolve("index.db"));

            done(0, "restore", "--force", file.toString());
            relay.start();
            post(relay, "anew");
            await().atMost(PATIENCE).until(() -> relay.metric("relay_index_lag") == 0);
            assertThat(indexed(relay, "anew")).isEqualTo(1);
            relay.stop();

            // as long as the log, but of other events: seq 2 was "lost" in it
            Files.write(relay.data().resolve("index.db"), old);
            relay.start();
            await().atMost(PATIENCE).until(() -> relay.metric("relay_index_lag") == 0);
            assertThat(relay.said()).contains("belongs to another log");
            relay.stop();
            assertThat(indexed(relay, "lost")).isZero();
            assertThat(indexed(relay, "anew")).isEqualTo(1);
        }
    }

    @Test
    void aFullDiskGivesNoHalfBackupAndTheRelayGoesOn() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("small"), 8);
                RelayProcess relay = new RelayProcess(home)) {
            relay.start();
            for (int n = 0; n < 40; n++) {
                post(relay, n + " " + "word ".repeat(60_000));
            }
            Path file = home.resolve("small/b.db");
            assertThat(done(1, "backup", file.toString()).said())
                    .startsWith("There is not enough room on the disk of " + file.getParent())
                    .hasLineCount(1);
            assertThat(list(file.getParent())).isEmpty();
            assertThat(disk).isNotNull();
            post(relay, "afterwards");
        }
    }

    private RelayCommand done(int exitCode, String... words) throws Exception {
        RelayCommand command = RelayCommand.run(home, words);
        assertThat(command.exitCode()).as(command.said()).isEqualTo(exitCode);
        return command;
    }

    private static JsonNode json(RelayCommand command) throws IOException {
        return new ObjectMapper().readTree(command.said());
    }

    private static void post(RelayProcess relay, String text) throws Exception {
        assertThat(relay.post(Bodies.batch("c", List.of(text))).statusCode()).isEqualTo(200);
    }

    private static void indexIsOf(RelayProcess relay, long events) throws Exception {
        await().atMost(PATIENCE).until(() -> relay.metric("relay_index_lag") == 0);
        assertThat(number(relay.data().resolve("index.db"), "SELECT count(*) FROM entry_0"))
                .isEqualTo(events);
    }

    private static long indexed(RelayProcess relay, String word) throws SQLException {
        return number(
                relay.data().resolve("index.db"), "SELECT count(*) FROM words_0 WHERE words_0 MATCH '" + word + "'");
    }

    private static long cursor(Path backup) throws SQLException {
        return number(backup, "SELECT cursor FROM lane WHERE name = 'sink'");
    }

    private static long number(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    private static Set<String> texts(Path file) throws Exception {
        Set<String> texts = new HashSet<>();
        ObjectMapper mapper = new ObjectMapper();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT raw FROM event")) {
            while (row.next()) {
                texts.add(mapper.readTree(row.getBytes(1))
                        .at("/event/payload/message/text")
                        .asText());
            }
        }
        return texts;
    }

    private static void wipe(Path folder) throws IOException {
        List<Path> all = new ArrayList<>(list(folder));
        all.add(folder);
        for (Path file : all) {
            Files.delete(file);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> !f.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }
}
