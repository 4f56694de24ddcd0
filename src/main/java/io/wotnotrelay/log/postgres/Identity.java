package io.wotnotrelay.log.postgres;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Which log this is, and which start of a relay on it.
 *
 * @param log the log's own id
 * @param replica larger for later starts
 */
record Identity(String log, long replica) {
    static Identity of(Connection connection, long now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO log (only_row, id, born_at) VALUES (1, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setLong(2, now);
            insert.executeUpdate();
        }
        return new Identity(log(connection), start(connection, now));
    }

    private static String log(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM log");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    private static long start(Connection connection, long now) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO replica (host, started_at) VALUES (?, ?) RETURNING id")) {
            insert.setString(1, host());
            insert.setLong(2, now);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** How far the log has come. */
    static Place last(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT n, head, high, bytes FROM intake ORDER BY n DESC LIMIT 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? new Place(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)) : Place.NONE;
        }
    }
}
