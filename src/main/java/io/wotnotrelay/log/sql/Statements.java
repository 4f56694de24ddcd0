package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.StoredEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The write connection of a log and everything prepared on it. What is the same in every database is here. */
public abstract class Statements implements AutoCloseable {
    public final Session session;
    final LaneWrites lanes;
    final Pruning pruning;
    final JobWrites jobs;

    protected Statements(Session session) throws SQLException {
        this.session = session;
        this.lanes = new LaneWrites(session);
        this.pruning = new Pruning(session);
        this.jobs = new JobWrites(session);
    }

    /** The connection itself. */
    public final Connection connection() {
        return session.connection();
    }

    /**
     * Opens a transaction that nobody else writes beside.
     *
     * @param memory brought up to what others have committed, where there are others
     * @param lanes whether the transaction looks at lanes
     */
    protected abstract void begin(Memory memory, boolean lanes) throws SQLException;

    /**
     * Fails with {@link io.wotnotrelay.log.LaneLostException} where this process may no longer write what a lane has done. Asked inside the
     * transaction that would write it.
     */
    protected void fence(Lease lease) throws SQLException {
        throw new IllegalArgumentException("This log is of one relay alone: there are no leases.");
    }

    /** Adds events. */
    protected abstract void events(List<StoredEvent> events) throws SQLException;

    /** Adds the row of what this transaction took in, which holds the head; {@code bytes} of events are in it. */
    protected abstract void intake(long at, long head, IntakePack intake, byte[] digests, long bytes)
            throws SQLException;

    /** So many events, with bodies of so many bytes, were deleted. */
    protected void freed(long events, long bytes) throws SQLException {}

    /** Changes something that nobody reads, to see whether the log can be written. */
    protected abstract void touch() throws SQLException;

    /** When it returns, everything is on disk. When it throws, nothing is there, or the next opening finds it. */
    protected abstract void commit() throws SQLException;

    protected abstract void rollback() throws SQLException;

    /** After a commit, out of the way of the next one. */
    protected void committed() throws SQLException {}

    /** Puts the events of others between the tail and the head into the tail, where that is worth while. */
    protected void fill(Memory memory) throws SQLException {}

    /** Takes in what others have committed, without a transaction of one's own. */
    protected void follow(Memory memory) throws SQLException {}

    /** Whether it can be used for one more transaction. */
    protected boolean usable() {
        return true;
    }

    @Override
    public void close() throws SQLException {
        session.connection().close();
    }
}
