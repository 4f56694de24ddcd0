package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.sql.IntakePack;
import io.wotnotrelay.log.sql.LaneReads;
import io.wotnotrelay.log.sql.Memory;
import io.wotnotrelay.log.sql.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The write connection. A transaction begins with the log's lock, which only one replica holds at a time, and then looks
 * at what the others have committed: each statement sees what was committed when it began. Tests make parts of it fail.
 */
class PostgresStatements extends Statements {
    private static final String MARK = "UPDATE replica SET commits = ? WHERE id = ?";
    private static final int GAP = 2_048;
    private static final long GAP_BYTES = 4L << 20;

    private final Standing standing;
    private final EventBatch events;
    private final PreparedStatement lock;
    private final PreparedStatement arrivals;
    private final PreparedStatement intake;
    private final PreparedStatement mark;
    private final PreparedStatement markAndTell;
    private final PreparedStatement freed;
    private final PreparedStatement touch;
    private Place next;
    private boolean usable = true;

    PostgresStatements(Connection connection, Standing standing) throws SQLException {
        super(PostgresTexts.on(connection));
        this.standing = standing;
        this.events = new EventBatch(session);
        this.lock = session.prepare("SELECT pg_advisory_xact_lock(?); " + Arrivals.AFTER);
        this.arrivals = session.prepare(Arrivals.AFTER);
        this.intake = session.prepare("INSERT INTO intake (n, at, head, low, high, bytes, receipts, digests)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        this.mark = session.prepare(MARK);
        this.markAndTell =
                session.prepare(MARK + "; SELECT pg_notify('" + Ear.CHANNEL + "', '" + standing.replica() + "')");
        this.freed = session.prepare("UPDATE log SET freed = freed + ?");
        this.touch = session.prepare("UPDATE log SET probes = probes + 1");
    }

    @Override
    protected void begin(Memory memory, boolean lanes) throws SQLException {
        connection().setAutoCommit(false);
        next = null;
        lock.setLong(1, standing.key());
        lock.setLong(2, standing.place().n());
        lock.execute();
        if (!lock.getMoreResults()) {
            throw new SQLException("the lock of the log gave no answer");
        }
        try (ResultSet row = lock.getResultSet()) {
            standing.arrived(new Arrivals(standing.place()).read(row).into(memory));
        }
        if (lanes) {
            LaneReads.load(session, memory.lanes());
        }
    }

    @Override
    protected void fence(int lane) throws SQLException {
        standing.fence().check(session, lane);
    }

    @Override
    protected void events(List<StoredEvent> added) throws SQLException {
        events.insert(added);
    }

    @Override
    protected void intake(long at, long head, IntakePack pack, byte[] digests, long bytes) throws SQLException {
        Place last = standing.place();
        next = new Place(last.n() + 1, head, Math.max(last.high(), pack.high()), last.bytes() + bytes);
        intake.setLong(1, next.n());
        intake.setLong(2, at);
        intake.setLong(3, head);
        intake.setLong(4, pack.low());
        intake.setLong(5, next.high());
        intake.setLong(6, next.bytes());
        intake.setBytes(7, pack.toBytes());
        intake.setBytes(8, digests);
        intake.executeUpdate();
    }

    @Override
    protected void freed(long count, long bytes) throws SQLException {
        freed.setLong(1, bytes);
        freed.executeUpdate();
    }

    @Override
    protected void touch() throws SQLException {
        touch.executeUpdate();
    }

    @Override
    protected void commit() throws SQLException {
        long number = standing.nextCommit();
        PreparedStatement last = next == null ? mark : markAndTell;
        last.setLong(1, number);
        last.setLong(2, standing.replica());
        last.execute();
        try {
            sendCommit();
        } catch (SQLException e) {
            usable = false;
            standing.fate().settle(connection(), number, e);
        }
        if (next != null) {
            standing.arrived(next);
        }
    }

    /** Apart, so that tests can break off what follows it. */
    protected void sendCommit() throws SQLException {
        connection().commit();
    }

    @Override
    protected void rollback() throws SQLException {
        connection().rollback();
    }

    @Override
    protected boolean usable() {
        return usable;
    }

    @Override
    protected void follow(Memory memory) throws SQLException {
        connection().setAutoCommit(true);
        arrivals.setLong(1, standing.place().n());
        try (ResultSet row = arrivals.executeQuery()) {
            standing.arrived(new Arrivals(standing.place()).read(row).into(memory));
        }
        LaneReads.load(session, memory.lanes());
        fill(memory);
    }

    /** Reads the events of others that are missing in the tail; too many are left to whoever wants them. */
    @Override
    protected void fill(Memory memory) throws SQLException {
        long from = memory.tail().next() - 1;
        long missing = memory.head() - from;
        if (missing == 0) {
            return;
        }
        List<StoredEvent> gap = missing > GAP || !usable ? List.of() : read(from, (int) missing);
        if (gap.size() == missing) {
            memory.tail().add(gap);
        } else {
            memory.tail().reset(memory.head() + 1);
        }
    }

    private List<StoredEvent> read(long from, int most) throws SQLException {
        connection().setAutoCommit(true);
        return Page.after(session, from, most, GAP_BYTES);
    }
}
