package io.wotnotrelay.log.postgres;

import com.zaxxer.hikari.HikariDataSource;
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
import io.wotnotrelay.log.sql.Memory;
import io.wotnotrelay.log.sql.Meters;
import io.wotnotrelay.log.sql.Session;
import io.wotnotrelay.log.sql.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Opens a log: holds the folder, checks the database, loads what is kept in memory, starts the threads. */
final class Opening {
    /** Taken over within 15 s of a kill: a term, and two beats of a quarter of it. */
    static final Duration TERM = Duration.ofSeconds(9);

    private final Path data;
    private final Settings.Dedup dedup;
    private final Clock clock;
    private final Server server;
    private final ServerFaults faults;
    private final Memory memory;
    private PostgresStore.Seam seam = PostgresStatements::new;

    Opening(Path data, Settings.Store store, Settings.Dedup dedup, Clock clock) {
        this.data = data;
        this.dedup = dedup;
        this.clock = clock;
        this.server = new Server(store);
        this.faults = new ServerFaults(server);
        this.memory = new Memory(new DigestWindow(dedup.window().toMillis(), dedup.most()));
    }

    Opening with(PostgresStore.Seam statements) {
        seam = statements;
        return this;
    }

    PostgresEventLog open() {
        DataFolder folder = DataFolder.hold(data);
        try (Connection connection = server.writing()) {
            Facts.check(connection, server.name());
            LockCheck.check(connection, server);
            Schema.migrate(server, faults);
            refuseHalfCopied(connection);
            Identity identity = Identity.of(connection, clock.millis());
            Place place = load(connection);
            return new PostgresEventLog(parts(folder, identity, place));
        } catch (SQLException e) {
            folder.close();
            throw faults.refusal(e);
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private void refuseHalfCopied(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM log");
                ResultSet row = select.executeQuery()) {
            if (row.next()) {
                Mark.refuse(row.getString(1), server.name());
            }
        }
    }

    private Place load(Connection connection) throws SQLException {
        Session session = PostgresTexts.on(connection);
        // one view of all of it: others may be writing
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        Place place = Identity.last(connection);
        IntakeReads.digests(session, memory.window(), Math.max(0, place.head() - dedup.most()));
        LaneReads.load(session, memory.lanes());
        connection.rollback();
        memory.begin(place.head());
        refuseCursorsPast(place.head());
        return place;
    }

    private Parts parts(DataFolder folder, Identity identity, Place place) {
        Inbox inbox = new Inbox(Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 8));
        long key = UUID.fromString(identity.log()).getMostSignificantBits();
        Fate fate = new Fate(server, faults, key, identity.replica(), inbox::isClosed);
        Standing standing = new Standing(key, identity.replica(), place, fate);
        Meters meters = new Meters(memory.window()::size, inbox::bytes, () -> 0);
        Follower follower = new Follower(memory);
        PostgresStore store = new PostgresStore(server, standing, seam);
        Writer writer = new Writer(inbox, store, memory, clock, faults, meters, follower);
        HikariDataSource pool = server.reading();
        Core core = new Core(
                identity.log(),
                inbox,
                writer,
                memory,
                new PostgresReaders(pool, faults),
                faults,
                meters,
                dedup.window(),
                clock);
        PostgresLeases leases = new PostgresLeases(server.leasing(), TERM, identity.replica());
        Ear ear = new Ear(server, identity.replica(), inbox::poke, leases::freed);
        return new Parts(
                core,
                standing,
                folder,
                follower,
                ear,
                leases,
                server.deriving(),
                thread("log-writer", writer),
                thread("log-follower", follower),
                thread("log-ear", ear));
    }

    private void refuseCursorsPast(long head) {
        for (LaneRecord lane : memory.lanes().records()) {
            if (lane.cursor() > head) {
                throw new LogOpenException(
                        "The event log " + server.name() + " ends at event " + head + " but destination " + lane.name()
                                + " has already had event " + lane.cursor()
                                + ": the database is an older copy or incomplete; bring back a good one.",
                        null);
            }
        }
    }

    private static Thread thread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
