package io.wotnotrelay.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * Which thread of a channel a conversation is in, kept in a small SQLite file of the data folder so that it outlives a
 * restart. It can be deleted while the relay is stopped: then each conversation begins a thread anew. What was not written
 * to for 90 days is forgotten.
 */
final class SlackThreads implements AutoCloseable {
    private static final Duration KEPT = Duration.ofDays(90);

    private final Connection connection;

    private SlackThreads(Connection connection) {
        this.connection = connection;
    }

    /** @param file made when it is not there */
    static SlackThreads open(Path file) throws SQLException, IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        SlackThreads threads = new SlackThreads(DriverManager.getConnection("jdbc:sqlite:" + file));
        try (Statement statement = threads.connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=5000");
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("CREATE TABLE IF NOT EXISTS thread (channel TEXT NOT NULL, conversation TEXT NOT NULL,"
                    + " head TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (channel, conversation)) WITHOUT ROWID");
            statement.execute("DELETE FROM thread WHERE at < " + (System.currentTimeMillis() - KEPT.toMillis()));
        } catch (SQLException e) {
            threads.close();
            throw e;
        }
        return threads;
    }

    /** The id of the thread's first message. */
    synchronized Optional<String> head(String channel, String conversation) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT head FROM thread WHERE channel = ? AND conversation = ?")) {
            select.setString(1, channel);
            select.setString(2, conversation);
            ResultSet found = select.executeQuery();
            return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
        }
    }

    synchronized void remember(String channel, String conversation, String head) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO thread VALUES (?, ?, ?, ?)")) {
            insert.setString(1, channel);
            insert.setString(2, conversation);
            insert.setString(3, head);
            insert.setLong(4, System.currentTimeMillis());
            insert.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
