package io.wotnotrelay.conversation;

import io.wotnotrelay.conversation.ContextWrites.Kept;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open tables, and whether they can be relied on. Anybody who finds that they cannot says so ({@link #lose}); the thread
 * that writes then opens them again, and the fold begins again at their cursor.
 */
final class ContextStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContextStore.class);

    private final ContextTables tables;
    private volatile boolean lost = true;
    private volatile boolean damaged;
    private volatile boolean complained;
    private ContextWrites writes;
    private volatile ContextReads forFold;
    private volatile ContextReads forLanes;

    ContextStore(ContextTables tables) {
        this.tables = tables;
    }

    /** What is in a row is not what was written. */
    static final class DamagedRow extends SQLException {
        private static final long serialVersionUID = 1L;

        DamagedRow(Throwable cause) {
            super("a row is damaged", cause);
        }
    }

    /** Opens them, also again; answers how far the log is in them, or null where they cannot be opened now. */
    Kept open() {
        shut();
        try {
            writes = tables.writes(damaged);
            damaged = false;
            forFold = tables.reads();
            forLanes = tables.reads();
            Kept kept = writes.kept();
            lost = false;
            return kept;
        } catch (SQLException | UncheckedIOException e) {
            shut();
            complain("opened", e);
            return null;
        }
    }

    /** Whether they cannot be relied on. */
    boolean isLost() {
        return lost;
    }

    /** Whether somebody has deleted them. */
    boolean isGone() {
        return tables.isGone();
    }

    /** They cannot be relied on any more. */
    void lose(String done, Exception cause) {
        damaged |= cause instanceof SQLException e && tables.isDamage(e);
        lost = true;
        complain(done, cause);
    }

    /** Told once until all is well again: lanes go on, so nobody must hear it each second. */
    void complain(String done, Exception cause) {
        if (!complained) {
            LOG.warn(
                    "What is known of conversations cannot be {} now ({}): events are delivered all the same, perhaps with"
                            + " no more than they tell themselves. It is tried again.",
                    done,
                    cause.getMessage());
            complained = true;
        }
    }

    /** Whether this failure says that the tables must be begun anew. */
    boolean isDamage(SQLException e) {
        return tables.isDamage(e);
    }

    /** All is well again. */
    void well() {
        complained = false;
    }

    /** By the thread that opened them. */
    ContextWrites writes() {
        return writes;
    }

    /** For the fold: what was known of these at this seq; of those left out nothing, and of all when the tables are lost. */
    Map<String, Version> asOf(Collection<String> keys, long seq) {
        ContextReads reads = forFold;
        if (lost || reads == null) {
            return Map.of();
        }
        try {
            return reads.asOf(keys, seq);
        } catch (SQLException e) {
            lose("read", e);
            return Map.of();
        }
    }

    /** For lanes; null when the tables are lost. */
    ContextReads reads() {
        return lost ? null : forLanes;
    }

    /** Lets go of the tables for now. */
    void shut() {
        lost = true;
        close(forFold);
        close(forLanes);
        close(writes);
        writes = null;
        forFold = null;
        forLanes = null;
    }

    @Override
    public void close() {
        tables.close();
        shut();
    }

    private static void close(AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            LOG.debug("Closing the conversations' context failed", e);
        }
    }
}
