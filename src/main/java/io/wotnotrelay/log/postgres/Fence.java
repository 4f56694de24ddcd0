package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.sql.Session;
import java.sql.SQLException;

/**
 * Keeps a replica that has lost a lane from writing what it did of it. Asked inside the transaction that would write it,
 * after the log's lock was taken: what is asked of the database here holds until that transaction has ended.
 */
interface Fence {
    /** Every replica may write of every lane. */
    Fence NONE = (session, lane) -> {};

    /** Throws {@link io.wotnotrelay.log.LaneLostException} where this replica does not hold the lane; changes nothing. */
    void check(Session session, int lane) throws SQLException;
}
