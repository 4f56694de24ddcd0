package io.wotnotrelay.conversation;

import io.wotnotrelay.log.derived.DerivedFile;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open file, and whether it can be relied on. Anybody who finds that it cannot says so ({@link #lose}); the thread that
 * writes then opens it again, and the fold begins again at its cursor.
 */
final class ContextStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContextStore.class);

    private final DerivedFile file;
    private volatile boolean lost = true;
    private volatile boolean damaged;
    private volatile boolean complained;
    private ContextWrites writes;
    private volatile ContextReads forFold;
    private volatile ContextReads forLanes;

    ContextStore(DerivedFile file) {
        this.file = file;
    }

    /** What is in a row is not what was written. */
    static final class DamagedRow extends SQLException {
        private static final long serialVersionUID = 1L;

        DamagedRow(Throwable cause) {
            super("a row is damaged", cause);
        }
    }

    /** Opens the file, also again; answers the place up to which the log is in it, or -1 where it cannot be opened now. */
    long open() {
        close();
        try {
            writes = new ContextWrites(file, damaged);
            damaged = false;
            writes.probe();
            forFold = new ContextReads(file);
            forLanes = new ContextReads(file);
            long cursor = writes.cursor();
            lost = false;
            return cursor;
        } catch (SQLException | UncheckedIOException e) {
            close();
            complain("opened", e);
            return -1;
        }
    }

    /** Whether it can be relied on. */
    boolean isLost() {
        return lost;
    }

    /** Whether somebody has deleted it. */
    boolean isGone() {
        return file.isGone();
    }

    /** It cannot be relied on any more. */
    void lose(String done, Exception cause) {
        damaged |= cause instanceof SQLException e && (DerivedFile.isDamage(e) || e instanceof DamagedRow);
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

    /** It was written. */
    void well() {
        complained = false;
    }

    /** By the thread that opened it. */
    ContextWrites writes() {
        return writes;
    }

    /** The latest version of a conversation; {@link Version#NONE} also when the file is lost. */
    Version latest(String key) {
        ContextReads reads = forFold;
        if (lost || reads == null) {
            return Version.NONE;
        }
        try {
            return reads.asOf(key, Long.MAX_VALUE);
        } catch (SQLException e) {
            lose("read", e);
            return Version.NONE;
        }
    }

    /** For lanes; null when the file is lost. */
    ContextReads reads() {
        return lost ? null : forLanes;
    }

    @Override
    public void close() {
        lost = true;
        close(forFold);
        close(forLanes);
        close(writes);
        writes = null;
        forFold = null;
        forLanes = null;
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
