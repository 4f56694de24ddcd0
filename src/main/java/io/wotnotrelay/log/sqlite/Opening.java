package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogOpenException;
import io.wotnotrelay.log.copy.Mark;
import io.wotnotrelay.log.sql.Core;
import io.wotnotrelay.log.sql.DataFolder;
import io.wotnotrelay.log.sql.DigestWindow;
import io.wotnotrelay.log.sql.Inbox;
import io.wotnotrelay.log.sql.IntakeReads;
import io.wotnotrelay.log.sql.LaneReads;
import io.wotnotrelay.log.sql.Listeners;
import io.wotnotrelay.log.sql.Memory;
import io.wotnotrelay.log.sql.Meters;
import io.wotnotrelay.log.sql.Session;
import io.wotnotrelay.log.sql.Writer;
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
    private final Memory memory;
    private DiskWatch.FreeSpace space;
    private SqliteStore.Seam seam = SqliteStatements::new;

    Opening(Path data, Settings.Store store, Settings.Dedup dedup, Clock clock) {
        this.data = data;
        this.store = store;
        this.dedup = dedup;
        this.clock = clock;
        this.database = Database.of(data, store);
        this.memory = new Memory(new DigestWindow(dedup.window().toMillis(), dedup.most()));
        this.space = DiskWatch.FreeSpace.of(data);
    }

    Opening with(DiskWatch.FreeSpace freeSpace) {
        space = freeSpace;
        return this;
    }

    Opening with(SqliteStore.Seam statements) {
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
            Session session = SqliteTexts.on(connection);
            head = IntakeReads.head(session);
            IntakeReads.digests(session, memory.window(), Math.max(0, head - dedup.most()));
            LaneReads.load(session, memory.lanes());
            refuseCursorsPast(head);
        } catch (SQLException e) {
            throw file.refusal(e);
        }
        memory.begin(head);
        return new SqliteEventLog(parts(folder, id));
    }

    private Parts parts(DataFolder folder, String id) {
        FileFaults faults = new FileFaults(database.file());
        Inbox inbox = new Inbox(Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 8));
        File walFile = database.wal().toFile();
        Meters meters = new Meters(memory.window()::size, inbox::bytes, walFile::length);
        WalCare wal = new WalCare();
        DiskWatch disk = new DiskWatch(space, store.minFree(), faults);
        disk.look();
        Listeners listeners = new Listeners();
        Writer writer =
                new Writer(inbox, new SqliteStore(database, wal, seam), memory, clock, faults, meters, listeners);
        Keeper keeper = new Keeper(database, wal, disk, meters);
        Core core = new Core(
                id, inbox, writer, memory, new FileReaders(database, faults), faults, meters, dedup.window(), clock);
        return new Parts(
                core,
                listeners,
                folder,
                database,
                thread("log-writer", writer),
                keeper,
                thread("log-keeper", keeper),
                disk,
                new Shrinking(inbox),
                wal);
    }

    private void refuseCursorsPast(long head) {
        for (LaneRecord lane : memory.lanes().records()) {
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
            Mark.refuse(row.getString(1), file.name());
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
