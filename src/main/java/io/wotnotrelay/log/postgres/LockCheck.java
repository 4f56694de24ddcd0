package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.LogOpenException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether advisory locks exclude. There are databases that speak PostgreSQL's protocol and know its functions by name, of
 * which some answer without locking anything; two relays on one of those would give the same seq twice.
 */
final class LockCheck {
    private LockCheck() {}

    /** Refuses a database in which a second session gets the lock that this one holds. */
    static void check(Connection holder, Server server) throws SQLException {
        long key = ThreadLocalRandom.current().nextLong();
        holder.setAutoCommit(false);
        try (Connection second = server.listening()) {
            ask(holder, "SELECT pg_advisory_xact_lock(" + key + ")");
            if (ask(second, "SELECT pg_try_advisory_xact_lock(" + key + ")").equals("t")) {
                throw new LogOpenException(
                        "The database " + server.name()
                                + " gives an advisory lock to two sessions at once, so relays that"
                                + " share it would write over each other: take a PostgreSQL, or one that keeps these locks.",
                        null);
            }
        } finally {
            holder.rollback();
            holder.setAutoCommit(true);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
