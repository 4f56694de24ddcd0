package io.wotnotrelay.log.sqlite;

import static io.wotnotrelay.log.Items.await;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Backup;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Settlement;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Logs in folders of their own, and backups of them. */
final class BackupRig {
    static final Settings.Store STORE = new Settings.Store(null, 0);
    final HandClock clock = new HandClock();
    private final Path folder;

    BackupRig(Path folder) {
        this.folder = folder;
    }

    Path data(String name) {
        return folder.resolve(name);
    }

    Path file(String name) {
        return data(name).resolve("relay.db");
    }

    LogStore open(String name) {
        return SqliteEventLog.open(data(name), STORE, new Settings.Dedup(Duration.ofHours(48), 10_000), clock);
    }

    Backup backup(String of, String file) {
        return new SqliteBackup(data(of), STORE, clock, "1.2.3").take(folder.resolve(file), false, Map.of());
    }

    SqliteRestore restore(String to) {
        return new SqliteRestore(data(to), STORE, clock);
    }

    /** Restores without ifs. */
    void restore(Backup backup, String to) {
        SqliteRestore restore = restore(to);
        restore.carryOut(restore.plan(backup.file()), true, List.of());
    }

    static void settle(LogStore log, LaneRecord lane, long cursor, long... delivered) {
        List<Outcome> outcomes = java.util.Arrays.stream(delivered)
                .mapToObj(seq -> new Outcome(seq, Outcome.Result.DELIVERED, 200, 12, 1, null))
                .toList();
        await(log.settle(new Settlement(lane.id(), cursor, outcomes, List.of(), List.of())));
    }

    static void park(LogStore log, LaneRecord lane, long seq, Parked.State state) {
        Parked row = new Parked(seq, state, "talk", 3, 99_000, 1_500, 503, "no answer");
        await(log.settle(new Settlement(lane.id(), 0, List.of(), List.of(row), List.of())));
    }

    static void sql(Path file, String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(text);
        }
    }

    /** As a later version of the relay would leave it. */
    static void ofANewerRelay(Path file) throws SQLException {
        sql(
                file,
                "INSERT INTO flyway_schema_history SELECT max(installed_rank) + 1, '999', 'of the future', 'SQL',"
                        + " 'V999__of_the_future.sql', 1, 'relay', installed_on, 1, 1 FROM flyway_schema_history");
    }

    /** Overwrites the middle of the file. */
    static void damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long from = bytes.length() / 3;
            bytes.seek(from);
            bytes.write(new byte[(int) (bytes.length() / 3)]);
        }
    }
}
