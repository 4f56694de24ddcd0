package io.wotnotrelay.conversation;

import io.wotnotrelay.log.Lease;
import java.sql.SQLException;

/**
 * Where versions are kept, appended in the order of the log up to a cursor: a file of this relay's own, or tables that all
 * replicas of a log share, of which one writes.
 */
interface ContextTables extends AutoCloseable {
    /**
     * Opens them for the thread that writes; fails where nothing can be written.
     *
     * @param anew whatever is there, for it has turned out to be damaged; where that would take it from other replicas,
     *     what is damaged is passed over instead
     */
    ContextWrites writes(boolean anew) throws SQLException;

    /** Opens them for questions. */
    ContextReads reads() throws SQLException;

    /** Whether somebody has deleted them. */
    boolean isGone();

    /** Whether this failure says that they must be begun anew. */
    boolean isDamage(SQLException e);

    /** From now on this replica writes for all, until what this gives is closed or another has a later lease. */
    AutoCloseable hold(Lease lease);

    @Override
    void close();
}
