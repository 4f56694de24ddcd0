package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.Backup;
import io.wotnotrelay.log.sql.IntakeReads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a backup says of itself, and the small files it carries: two tables that a log in use has not. */
final class BackupLabel {
    private BackupLabel() {}

    static void write(Connection connection, String relay, long takenAt, Map<String, byte[]> besides)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE main.backup (only_row INTEGER PRIMARY KEY CHECK (only_row = 1),"
                    + " taken_at INTEGER NOT NULL, relay TEXT NOT NULL)");
            statement.executeUpdate("CREATE TABLE main.backup_file (name TEXT PRIMARY KEY, bytes BLOB NOT NULL)");
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO main.backup VALUES (1, ?, ?)")) {
            insert.setLong(1, takenAt);
            insert.setString(2, relay);
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO main.backup_file VALUES (?, ?)")) {
            for (Map.Entry<String, byte[]> beside : besides.entrySet()) {
                insert.setString(1, beside.getKey());
                insert.setBytes(2, beside.getValue());
                insert.executeUpdate();
            }
        }
    }

    static boolean isThere(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM sqlite_schema WHERE name IN ('backup', 'backup_file', 'log')")
                == 3;
    }

    static Backup read(Connection connection, Path file) throws SQLException, IOException {
        long head = IntakeReads.head(SqliteTexts.on(connection));
        long events = number(connection, "SELECT count(*) FROM event");
        long first = number(connection, "SELECT coalesce(min(seq), " + (head + 1) + ") FROM event");
        List<String> besides = new ArrayList<>(besides(connection).keySet());
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT log.id, backup.relay, backup.taken_at FROM log, backup")) {
            if (!row.next()) {
                throw new SQLException("it does not say what it is of");
            }
            Instant takenAt = Instant.ofEpochMilli(row.getLong(3));
            return new Backup(
                    file, row.getString(1), row.getString(2), takenAt, first, head, events, Files.size(file), besides);
        }
    }

    static Map<String, byte[]> besides(Connection connection) throws SQLException {
        Map<String, byte[]> out = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name, bytes FROM backup_file")) {
            while (row.next()) {
                out.put(row.getString(1), row.getBytes(2));
            }
        }
        return out;
    }

    /** Makes a log of a backup. It gets an id of its own: what was derived from the log of before must not be taken for its own. */
    static void takeOff(Connection connection, String id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DROP TABLE backup");
            statement.executeUpdate("DROP TABLE backup_file");
        }
        try (PreparedStatement update = connection.prepareStatement("UPDATE log SET id = ?")) {
            update.setString(1, id);
            update.executeUpdate();
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }
}
