package io.wotnotrelay.log.index;

import io.wotnotrelay.log.LogStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** The index's file: dropped and begun anew whenever it cannot be trusted. */
final class IndexFile {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFile.class);
    private static final int VERSION = 1;
    private static final long CHECKED_BYTES = 512L << 20;
    private static final String[] TABLES = {
        "CREATE TABLE state (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), log TEXT NOT NULL, cursor INTEGER NOT NULL,"
                + " swept INTEGER NOT NULL)",
        "CREATE TABLE entry (seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, occurred_at INTEGER,"
                + " type TEXT NOT NULL, subtype TEXT)",
        "CREATE INDEX entry_received ON entry (received_at)",
        "CREATE INDEX entry_occurred ON entry (occurred_at) WHERE occurred_at IS NOT NULL",
        "CREATE INDEX entry_type ON entry (type)",
        "CREATE INDEX entry_kind ON entry (type, subtype)",
        "CREATE TABLE by_id (id INTEGER, seq INTEGER, PRIMARY KEY (id, seq)) WITHOUT ROWID",
        "CREATE TABLE by_conversation (conversation TEXT, seq INTEGER, PRIMARY KEY (conversation, seq)) WITHOUT ROWID",
        "CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, tokenize='unicode61')",
        "PRAGMA user_version=" + VERSION,
    };

    private final Path file;
    private final LogStore log;

    IndexFile(Path file, LogStore log) {
        this.file = file;
        this.log = log;
    }

    /** Whether somebody has deleted it. */
    boolean isGone() {
        return Files.notExists(file);
    }

    /** A connection to an index of this log. */
    Connection open() throws SQLException {
        if (Files.notExists(file)) {
            if (log.head() > 0) {
                LOG.info(
                        "There is no index {}: it is built from the log's {} events in the background.",
                        file,
                        log.head());
            }
            return create();
        }
        String fault;
        Connection connection = null;
        try {
            connection = connect();
            fault = fault(connection);
            if (fault == null) {
                return connection;
            }
        } catch (SQLException e) {
            fault = "is damaged (" + e.getMessage() + ")";
        }
        if (connection != null) {
            connection.close();
        }
        LOG.warn("The index {} {}: it is dropped and built again from the log in the background.", file, fault);
        return create();
    }

    /** Begins an empty index. */
    Connection create() throws SQLException {
        try {
            drop();
            Files.createFile(file);
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The index " + file + " cannot be written: make its folder writable.", e);
        }
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.executeUpdate(table);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO state VALUES (1, ?, ?, ?)")) {
            insert.setString(1, log.id());
            insert.setLong(2, log.first() - 1);
            insert.setLong(3, log.first());
            insert.executeUpdate();
        }
        return connection;
    }

    private void drop() throws IOException {
        for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setOpenMode(SQLiteOpenMode.READWRITE);
        config.setBusyTimeout(5000);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=NORMAL");
            statement.execute("PRAGMA cache_size=-16384");
            statement.execute("PRAGMA journal_size_limit=67108864");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** Why this index cannot be used; null when it can. */
    private String fault(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (number(statement, "PRAGMA user_version") != VERSION) {
                return "is of another version of the relay";
            }
            String owner = text(statement, "SELECT log FROM state");
            if (!log.id().equals(owner)) {
                return "belongs to another log";
            }
            if (number(statement, "SELECT cursor FROM state") > log.head()) {
                return "is ahead of the log";
            }
            String said = fileBytes() > CHECKED_BYTES ? "ok" : text(statement, "PRAGMA quick_check(1)");
            return "ok".equals(said) ? null : "is damaged (" + said.replace('\n', ' ') + ")";
        }
    }

    private long fileBytes() {
        return file.toFile().length();
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
