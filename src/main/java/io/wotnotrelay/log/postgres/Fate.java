package io.wotnotrelay.log.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of a commit whose answer was lost. The mark of the last commit is in the replica's row; it is
 * read under the log's lock, which the lost transaction holds until it has ended one way or the other.
 */
final class Fate {
    private static final Logger LOG = LoggerFactory.getLogger(Fate.class);
    private static final long PAUSE_NANOS = 250_000_000L;
    private static final long LAST_PATIENCE_NANOS = 10_000_000_000L;

    private final Server server;
    private final ServerFaults faults;
    private final long key;
    private final long replica;
    private final BooleanSupplier closing;
    private volatile String doubt;

    Fate(Server server, ServerFaults faults, long key, long replica, BooleanSupplier closing) {
        this.server = server;
        this.faults = faults;
        this.key = key;
        this.replica = replica;
        this.closing = closing;
    }

    /** Why no events can be taken while a commit's fate is unknown; null while none is. */
    String doubt() {
        return doubt;
    }

    /** Returns when this commit is there, and throws what it failed with when it is not. Waits for the database. */
    void settle(Connection lost, long number, SQLException cause) throws SQLException {
        abandon(lost);
        doubt = faults.sentence(cause);
        LOG.error("The answer to a commit was lost; it is looked up as soon as the database answers. {}", doubt);
        try {
            boolean there = await(number, cause);
            LOG.info("The commit whose answer was lost is {}.", there ? "there" : "not there: what it held is refused");
            if (!there) {
                throw cause;
            }
        } finally {
            doubt = null;
        }
    }

    private boolean await(long number, SQLException cause) throws SQLException {
        long closingSince = 0;
        while (true) {
            try {
                return isThere(number);
            } catch (SQLException e) {
                LOG.debug("The fate of a commit is still unknown", e);
            }
            if (closing.getAsBoolean()) {
                closingSince = closingSince == 0 ? System.nanoTime() : closingSince;
                if (System.nanoTime() - closingSince > LAST_PATIENCE_NANOS) {
                    throw cause;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isThere(long number) throws SQLException {
        try (Connection connection = server.writing()) {
            connection.setAutoCommit(false);
            try (PreparedStatement ask = connection.prepareStatement(
                    "SELECT pg_advisory_xact_lock(?); SELECT commits FROM replica WHERE id = ?")) {
                ask.setLong(1, key);
                ask.setLong(2, replica);
                ask.execute();
                ask.getMoreResults();
                try (ResultSet row = ask.getResultSet()) {
                    return row.next() && row.getLong(1) >= number;
                }
            } finally {
                connection.rollback();
            }
        }
    }

    private static void abandon(Connection lost) {
        try {
            lost.close();
        } catch (SQLException e) {
            LOG.debug("Closing a lost connection failed", e);
        }
    }
}
