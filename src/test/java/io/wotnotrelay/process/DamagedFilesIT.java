package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages the files of the data folder while the relay is stopped. A log that cannot be trusted is never begun anew. */
class DamagedFilesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void aDamagedLogStopsTheStartWithOneSentenceAndIsLeftAsItIs() throws Exception {
        try (RelayProcess relay = new RelayProcess(home)) {
            fill(relay);
            Path log = relay.data().resolve("relay.db");
            byte[] good = Files.readAllBytes(log);
            refuses(relay, log, flipped(good), "is damaged");
            refuses(relay, log, java.util.Arrays.copyOf(good, good.length / 2), "is damaged");
            refuses(relay, log, new byte[0], "is damaged (it is empty)");
            refuses(relay, log, "this is not a database, it is a letter to my aunt".getBytes(), "is damaged");
            Files.write(log, good);
            newerSchema(log);
            refuses(relay, log, Files.readAllBytes(log), "was written by a newer relay");
            Files.write(log, good);
            relay.start();
        }
    }

    @Test
    void aMissingLogIsNotBegunAnewBesideItsWriteAheadFile() throws Exception {
        try (RelayProcess relay = new RelayProcess(home)) {
            relay.start();
            relay.post(Bodies.batch("c", List.of("one")));
            relay.kill();
            Path log = relay.data().resolve("relay.db");
            Files.delete(log);
            assertThat(relay.runToItsEnd()).isEqualTo(1);
            assertThat(lastLine(relay)).contains("is gone but its write-ahead file");
            assertThat(log).doesNotExist();
        }
    }

    @Test
    void aSecondRelayOnTheSameFolderEndsWithOneSentenceAndHurtsNobody() throws Exception {
        try (RelayProcess first = new RelayProcess(home.resolve("first"));
                RelayProcess second = new RelayProcess(home.resolve("second"), first.data())) {
            first.start();
            assertThat(second.runToItsEnd()).isEqualTo(1);
            assertThat(second.said().lines()).hasSize(1);
            assertThat(second.said()).contains("Another relay is running on the data folder");
            assertThat(first.post(Bodies.batch("c", List.of("one"))).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anIndexThatIsGoneOrGarbageOrOfAnotherLogIsBuiltAgain() throws Exception {
        try (RelayProcess other = new RelayProcess(home.resolve("other"))) {
            fill(other);
        }
        byte[] foreign = Files.readAllBytes(home.resolve("other/data/index.db"));
        try (RelayProcess relay = new RelayProcess(home)) {
            fill(relay);
            Path index = relay.data().resolve("index.db");
            Files.delete(index);
            rebuilds(relay, "There is no index");
            Files.write(index, flipped(Files.readAllBytes(index)));
            rebuilds(relay, "is damaged");
            Files.writeString(index, "not an index either");
            rebuilds(relay, "is damaged");
            Files.write(index, foreign);
            rebuilds(relay, "belongs to another log");
        }
    }

    @Test
    void aDamagedFileOfRefusedRequestsIsPutAside() throws Exception {
        try (RelayProcess relay = new RelayProcess(home)) {
            relay.start();
            relay.stop();
            Path rejected = relay.data().resolve("rejected.db");
            Files.writeString(rejected, "samples of nothing ".repeat(1000));
            relay.start();
            assertThat(relay.post("{\"events\":[").statusCode()).isEqualTo(400);
            assertThat(relay.said()).contains("put aside as " + rejected + ".damaged");
            assertThat(Path.of(rejected + ".damaged")).exists();
        }
    }

    private static void fill(RelayProcess relay) throws Exception {
        relay.start();
        for (int n = 0; n < 20; n++) {
            String start = n + "-";
            List<String> texts = IntStream.range(0, 100)
                    .mapToObj(i -> start + i + " " + "word ".repeat(40))
                    .toList();
            assertThat(relay.post(Bodies.batch("c" + n, texts)).statusCode()).isEqualTo(200);
        }
        await().atMost(PATIENCE).until(() -> relay.metric("relay_index_lag") == 0);
        relay.stop();
    }

    private static void refuses(RelayProcess relay, Path log, byte[] content, String sentence) throws Exception {
        Files.write(log, content);
        assertThat(relay.runToItsEnd()).isEqualTo(1);
        assertThat(lastLine(relay)).startsWith("The relay did not start: ").contains(sentence);
        assertThat(Files.readAllBytes(log)).as("left as it was").isEqualTo(content);
    }

    private static void rebuilds(RelayProcess relay, String said) throws Exception {
        long before = relay.said().length();
        relay.start();
        await().atMost(PATIENCE).until(() -> relay.metric("relay_index_lag") == 0);
        assertThat(relay.said().substring((int) before)).contains(said);
        relay.stop();
    }

    private static byte[] flipped(byte[] good) {
        byte[] bad = good.clone();
        for (int i = bad.length / 3; i < bad.length * 2 / 3; i++) {
            bad[i] ^= 0x5a;
        }
        return bad;
    }

    private static void newerSchema(Path log) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + log);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO flyway_schema_history SELECT max(installed_rank) + 1, '999',"
                    + " 'of the future', 'SQL', 'V999__of_the_future.sql', 1, 'relay', installed_on, 1, 1"
                    + " FROM flyway_schema_history");
        }
    }

    private static String lastLine(RelayProcess relay) throws IOException {
        List<String> lines = relay.said().lines().toList();
        return lines.get(lines.size() - 1);
    }
}
