package io.wotnotrelay.conversation;

import io.wotnotrelay.log.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The tables {@code context} and {@code context_state} of a PostgreSQL log, which its replicas share. All of them fold and
 * read; the one with the lease writes, and the tables hold the epoch it wrote with, so that an earlier holder that was held
 * still writes nothing any more. No lock is taken on the lease: a replica that stops in the middle must not hold up the
 * others' beats.
 */
final class SharedTables implements ContextTables {
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 250_000_000L;

    private final DataSource database;
    private final AtomicReference<Lease> held = new AtomicReference<>();
    private volatile boolean closed;

    /** What is asked or done on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    SharedTables(DataSource database) {
        this.database = database;
    }

    @Override
    public ContextWrites writes(boolean anew) throws SQLException {
        SharedWrites writes = new SharedWrites(this);
        writes.kept();
        return writes;
    }

    @Override
    public ContextReads reads() {
        return new SharedReads(this);
    }

    @Override
    public boolean isGone() {
        return false;
    }

    @Override
    public boolean isDamage(SQLException e) {
        return false;
    }

    @Override
    public AutoCloseable hold(Lease lease) {
        held.set(lease);
        return () -> lost(lease);
    }

    /** The lease to write with; null where another replica has it. */
    Lease lease() {
        return held.get();
    }

    void lost(Lease lease) {
        held.compareAndSet(lease, null);
    }

    /** One question. A connection that was lost is made again: the log is in the same database, so nothing goes on before. */
    <T> T ask(Work<T> question) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try (Connection connection = database.getConnection()) {
                return question.on(connection);
            } catch (SQLException e) {
                boolean over = closed || Thread.currentThread().isInterrupted() || System.nanoTime() >= deadline;
                if (over || !isPassing(e)) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Lost, refused or thrown out (PostgreSQL documentation, appendix A); a pool says it without a code. */
    private static boolean isPassing(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57") || state.startsWith("53");
    }

    /** All of it or nothing. */
    <T> T asOne(Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollback(connection, e);
                throw e;
            }
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
