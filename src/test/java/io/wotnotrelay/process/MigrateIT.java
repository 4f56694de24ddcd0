package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.postgres.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves the log of a real relay to a database by the command, which is killed on the way; and back. */
class MigrateIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 300_000;

    @TempDir
    Path home;

    private final PostgresServer server = PostgresServer.shared();

    @Test
    void aRelayMovesToADatabaseAndBackThoughTheCopyIsKilledOnTheWay() throws Exception {
        Settings.Store database = server.database();
        String schema = database.url().replaceAll(".*=", "");
        try (RecordingSink sink = new RecordingSink(null);
                RelayProcess relay = new RelayProcess(home, "relay.store.user=postgres")) {
            sink.writeRoute(relay, "concurrency: 4");
            relay.start();
            post(relay, "in the file", sink);
            assertThat(migrate(database.url()))
                    .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(1))
                    .satisfies(refused -> assertThat(refused.said()).contains("Another relay is running"));
            relay.stop();
            long head = many(relay.data().resolve("relay.db"));

            killOnTheWay(database.url(), schema);
            set("relay.store.url", database.url());
            assertThat(RelayCommand.run(home, "run").said())
                    .contains("was copied by half: run bin/relay migrate again");
            unset("relay.store.url");

            RelayCommand done = migrate(database.url());
            assertThat(done.exitCode()).as(done.said()).isZero();
            assertThat(done.said()).contains("going on where it was broken off").contains("no difference");

            set("relay.store.url", database.url());
            relay.start();
            post(relay, "in the database", sink);
            relay.stop();
            assertThat(server.number("SELECT head FROM " + schema + ".intake ORDER BY n DESC LIMIT 1"))
                    .isEqualTo(head + 1);

            String file = "jdbc:sqlite:" + relay.data().resolve("back.db");
            done = migrate(file);
            assertThat(done.exitCode()).as(done.said()).isZero();
            unset("relay.store.url");
            set("relay.store.url", file);
            relay.start();
            post(relay, "in a file again", sink);
            relay.stop();
            assertThat(sink.repeated()).as("nothing is delivered again").isZero();
        }
    }

    private RelayCommand migrate(String to) throws Exception {
        return RelayCommand.run(home, "migrate", "--to", to);
    }

    private static void post(RelayProcess relay, String text, RecordingSink sink) throws Exception {
        assertThat(relay.post(Bodies.batch("c", List.of(text))).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> sink.times.containsKey(text));
    }

    /** So many events that the destination is past already, as its cursor says. */
    private static long many(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + MANY + ")"
                            + " INSERT INTO event SELECT (SELECT max(seq) FROM event) + i, received_at, receipt, kind,"
                            + " randomblob(16), raw FROM n, (SELECT * FROM event ORDER BY seq DESC LIMIT 1)");
            statement.executeUpdate("INSERT INTO intake SELECT n + 1, at, head + " + MANY
                    + ", low, high, receipts, digests FROM intake ORDER BY n DESC LIMIT 1");
            statement.executeUpdate("UPDATE lane SET cursor = cursor + " + MANY);
            return statement.executeQuery("SELECT max(seq) FROM event").getLong(1);
        }
    }

    private void killOnTheWay(String to, String schema) throws Exception {
        Path said = home.resolve("killed.log");
        Process command = new ProcessBuilder(RelayCommand.words(home, "migrate", "--to", to))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> server.number("SELECT count(*) FROM " + schema + ".event") > 0);
        command.destroyForcibly();
        command.onExit().join();
        assertThat(server.number("SELECT count(*) FROM " + schema + ".event"))
                .as("it was killed before the end: %s", Files.readString(said))
                .isLessThan(MANY);
    }

    private void set(String key, String value) throws IOException {
        Files.writeString(properties(), "\n" + key + "=" + value + "\n", StandardOpenOption.APPEND);
    }

    private void unset(String key) throws IOException {
        List<String> lines = Files.readAllLines(properties());
        Files.write(properties(), lines.stream().filter(l -> !l.startsWith(key)).toList(), StandardCharsets.UTF_8);
    }

    private Path properties() {
        return home.resolve("application.properties");
    }
}
