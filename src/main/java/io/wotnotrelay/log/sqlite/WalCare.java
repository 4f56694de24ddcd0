package io.wotnotrelay.log.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Folds the write-ahead log into the file. Most of it is done beside the writer; only when the log has grown large does
 * the writer itself fold in the little that is left, so that its next commit starts the log from the front again.
 */
final class WalCare {
    private static final long LARGE_BYTES = 64L << 20;
    private static final long LITTLE_BYTES = 8L << 20;
    private static final String PASSIVE = "PRAGMA wal_checkpoint(PASSIVE)";
    private volatile boolean finish;

    /** Folds in what it can without stopping anyone; on a connection of its own. */
    void fold(Connection connection) throws SQLException {
        for (int round = 0; round < 4; round++) {
            long[] pages = checkpoint(connection, PASSIVE);
            long left = (pages[0] - pages[1]) * Database.PAGE_BYTES;
            if (pages[0] * Database.PAGE_BYTES < LARGE_BYTES) {
                return;
            }
            if (left < LITTLE_BYTES) {
                finish = true;
                return;
            }
        }
        finish = true;
    }

    /** Called by the writer between two commits. */
    void finish(Connection connection) throws SQLException {
        if (finish) {
            finish = false;
            checkpoint(connection, PASSIVE);
        }
    }

    /** Folds in everything, and fails where that cannot be done now. */
    void secure(Connection connection) throws SQLException {
        long[] pages = checkpoint(connection, PASSIVE);
        if (pages[0] != pages[1]) {
            throw new SQLException("a commit that was reported as failed is there and cannot be made certain yet");
        }
    }

    /** At the end: leaves nothing in the log. */
    void empty(Connection connection) throws SQLException {
        checkpoint(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** Pages in the log, and how many of them are folded in. */
    private static long[] checkpoint(Connection connection, String how) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(how)) {
            return row.next() ? new long[] {row.getLong(2), row.getLong(3)} : new long[2];
        }
    }
}
