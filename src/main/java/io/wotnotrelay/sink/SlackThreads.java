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
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * Which thread a conversation is in, for each destination and channel, kept in a small SQLite file of the data folder so that it outlives a
 * restart. It can be deleted while the relay is stopped: then each conversation begins a thread anew. That is what
 * a damaged file costs, too. A thread is forgotten 90 days after its first message.
 */
final class SlackThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlackThreads.class);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS thread (destination TEXT NOT NULL, channel TEXT NOT NULL, conversation TEXT NOT NULL,"
                    + " head TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (destination, channel, conversation)) WITHOUT ROWID";

    private final Path file;
    private Connection connection;

    /** {@code file}: made at the first use, and not by a mere check of the destination. */
    SlackThreads(Path file) {
        this.file = file;
    }

    private Connection connection() throws SQLException, IOException {
        if (connection == null) {
            try {
                connection = open();
            } catch (SQLException e) {
                connection = anew(e);
            }
        }
        return connection;
    }

    private Connection anew(SQLException why) throws SQLException, IOException {
        boolean damaged = why.getErrorCode() == SQLiteErrorCode.SQLITE_CORRUPT.code
                || why.getErrorCode() == SQLiteErrorCode.SQLITE_NOTADB.code;
        if (!damaged) {
            throw why;
        }
        LOG.warn("{} is damaged and begun anew: each conversation begins a new thread in Slack.", file);
        for (String end : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(file + end));
        }
        return open();
    }

    private Connection open() throws SQLException, IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Connection opened = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = opened.createStatement()) {
            statement.execute("PRAGMA busy_timeout=5000");
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute(TABLE);
            statement.execute("DELETE FROM thread WHERE at < " + (System.currentTimeMillis() - KEPT.toMillis()));
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    /** The id of the thread's first message. */
    synchronized Optional<String> head(String destination, String channel, String conversation)
            throws SQLException, IOException {
        try (PreparedStatement select = connection()
                .prepareStatement(
                        "SELECT head FROM thread WHERE destination = ? AND channel = ? AND conversation = ?")) {
            select.setString(1, destination);
            select.setString(2, channel);
            select.setString(3, conversation);
            ResultSet found = select.executeQuery();
            return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
        }
    }

    /** Never fails: the message is in Slack already. What cannot be written down is a thread more. */
    synchronized void remember(String destination, String channel, String conversation, String head) {
        try (PreparedStatement insert =
                connection().prepareStatement("INSERT OR REPLACE INTO thread VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, destination);
            insert.setString(2, channel);
            insert.setString(3, conversation);
            insert.setString(4, head);
            insert.setLong(5, System.currentTimeMillis());
            insert.executeUpdate();
        } catch (SQLException | IOException e) {
            LOG.warn("{} cannot be written ({}): the conversation begins a new thread in Slack.", file, e.getMessage());
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
