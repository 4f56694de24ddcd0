package io.wotnotrelay.log.derived;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Changes of a derived file that are made together or not at all. */
public final class Transaction {
    private Transaction() {}

    /** What is changed. */
    public interface Change {
        void run() throws SQLException;
    }

    /** Makes a change on the connection it uses; where that fails all of it is taken back, and what it failed with is thrown. */
    public static void of(Connection connection, Change change) throws SQLException {
        update(connection, "BEGIN IMMEDIATE");
        try {
            change.run();
            update(connection, "COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            rollback(connection, e);
            throw e;
        }
    }

    /** SQLite has taken some back by itself, as with a full disk: that there is nothing to take back must not hide why. */
    private static void rollback(Connection connection, Throwable cause) {
        try {
            update(connection, "ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
