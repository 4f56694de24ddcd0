package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogOpenException;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;

/** Opens a log: holds the folder, checks the file, loads what is kept in memory, starts the threads. */
final class Opening {
    private final Path data;
    private final Settings.Store store;
    private final Settings.Dedup dedup;
    private final Clock clock;
    private final Database database;
    private final LaneStates lanes = new LaneStates();
    private final Tail tail = new Tail();
    private final DigestWindow window;
    private DiskWatch.FreeSpace space;
    private Seam seam = Statements::new;

    /** Where tests make the writer's database fail. */
    interface Seam {
        Statements statements(Connection connection) throws SQLException;
    }

    Opening(Path data, Settings.Store store, Settings.Dedup dedup, Clock clock) {
        this.data = data;
        this.store = store;
        this.dedup = dedup;
        this.clock = clock;
        this.database = Database.of(data, store);
        this.window = new DigestWindow(dedup.window().toMillis(), dedup.most());
        this.space = DiskWatch.FreeSpace.of(data);
    }

    Opening with(DiskWatch.FreeSpace freeSpace) {
        space = freeSpace;
        return this;
    }

    Opening with(Seam statements) {
        seam = statements;
        return this;
    }

    SqliteEventLog open() {
        DataFolder folder = DataFolder.hold(data);
        try {
            LogFile file = new LogFile(database);
            file.prepare(clock.millis());
            return start(folder, file);
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private SqliteEventLog start(DataFolder folder, LogFile file) {
        long head;
        String id;
        try (Connection connection = database.reading()) {
            id = id(connection, file);
            head = IntakeReads.head(connection);
            IntakeReads.digests(connection, window, Math.max(0, head - dedup.most()));
            LaneReads.load(connection, lanes);
            refuseCursorsPast(head);
        } catch (SQLException e) {
            throw file.refusal(e);
        }
        tail.reset(head + 1);
        return new SqliteEventLog(parts(folder, id, head));
    }

    private Parts parts(DataFolder folder, String id, long head) {
        Faults faults = new Faults(database.file());
        Inbox inbox = new Inbox(Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 8));
        File walFile = database.wal().toFile();
        Meters meters = new Meters(window::size, inbox::bytes, walFile::length);
        WalCare wal = new WalCare();
        DiskWatch disk = new DiskWatch(space, store.minFree(), faults);
        disk.look();
        Writer writer = new Writer(
                inbox, () -> statements(database.writing()), lanes, window, tail, clock, faults, meters, wal, head);
        Keeper keeper = new Keeper(database, wal, disk, meters);
        return new Parts(
                id,
                folder,
                database,
                writer,
                thread("log-writer", writer),
                keeper,
                thread("log-keeper", keeper),
                inbox,
                tail,
                lanes,
                new Readers(database, faults),
                disk,
                faults,
                meters,
                new Shrinking(inbox),
                wal,
                dedup.window(),
                clock);
    }

    private Statements statements(Connection connection) throws SQLException {
        try {
            return seam.statements(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void refuseCursorsPast(long head) {
        for (LaneRecord lane : lanes.records()) {
            if (lane.cursor() > head) {
                throw new LogOpenException(
                        "The event log " + database.file() + " ends at event " + head
                                + " but destination " + lane.name() + " has already had event " + lane.cursor()
                                + ": the file is an older copy or incomplete; bring back a good copy with bin/relay restore.",
                        null);
            }
        }
    }

    private static String id(Connection connection, LogFile file) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM log")) {
            if (!row.next()) {
                throw file.damaged("it has no identity", null);
            }
            return row.getString(1);
        }
    }

    private static Thread thread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
