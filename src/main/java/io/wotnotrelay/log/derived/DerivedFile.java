package io.wotnotrelay.log.derived;

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
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/**
 * A SQLite file made of the log, such as the index: dropped and begun anew whenever it cannot be trusted. Its row
 * {@code state} holds the log's id and the cursor up to which the log is in it; whoever writes rows writes the cursor in
 * the same transaction. It is not synced at each commit: what a power cut takes from it is made again.
 */
public final class DerivedFile {
    private static final Logger LOG = LoggerFactory.getLogger(DerivedFile.class);
    /** The last is said of a table that is missing. */
    private static final Set<SQLiteErrorCode> DAMAGE =
            Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB, SQLiteErrorCode.SQLITE_ERROR);

    private static final long CHECKED_BYTES = 512L << 20;
    private static final String STATE =
            "CREATE TABLE state (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), log TEXT NOT NULL, cursor INTEGER NOT NULL,"
                    + " swept INTEGER NOT NULL)";

    private final Path file;
    private final Owner log;
    private final Shape shape;

    /**
     * The log such a file is made of.
     *
     * @param id of the log
     * @param first seq of the first event it keeps
     * @param head seq of its last event
     */
    public record Owner(String id, LongSupplier first, LongSupplier head) {}

    /**
     * What such a file holds.
     *
     * @param name what people call it, such as {@code index}
     * @param version goes up with each change of the tables; a file of another version is dropped
     * @param tables the statements that make the tables beside {@code state}
     */
    public record Shape(String name, int version, List<String> tables) {}

    /** The file need not be there. */
    public DerivedFile(Path file, LogStore log, Shape shape) {
        this(file, new Owner(log.id(), log::first, log::head), shape);
    }

    /** The same of a log that is not open. */
    public DerivedFile(Path file, Owner log, Shape shape) {
        this.file = file;
        this.log = log;
        this.shape = shape;
    }

    /** Whether somebody has deleted it. */
    public boolean isGone() {
        return Files.notExists(file);
    }

    /** A connection to a file of this log, made if need be. */
    public Connection open() throws SQLException {
        if (Files.notExists(file)) {
            if (log.head().getAsLong() > 0) {
                LOG.info(
                        "There is no {} {}: it is built from the log's {} events in the background.",
                        shape.name(),
                        file,
                        log.head().getAsLong() - log.first().getAsLong() + 1);
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
            close(connection);
            if (!isDamage(e)) {
                throw e;
            }
            fault = "is damaged (" + e.getMessage() + ")";
        }
        close(connection);
        LOG.warn(
                "The {} {} {}: it is dropped and built again from the log in the background.",
                shape.name(),
                file,
                fault);
        return create();
    }

    /** A file that cannot be read now, for want of room, rights or handles, is as good as before when it can. */
    public static boolean isDamage(SQLException e) {
        return e instanceof SQLiteException lite && DAMAGE.contains(lite.getResultCode());
    }

    private static void close(Connection connection) throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }

    /** Begins an empty one, in the place of one that has turned out to be damaged. */
    public Connection create() throws SQLException {
        try {
            drop();
            Files.createFile(file);
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The " + shape.name() + " " + file
                            + " cannot be written: make its folder writable and see that the disk is not full.",
                    e);
        }
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(STATE);
            for (String table : shape.tables()) {
                statement.executeUpdate(table);
            }
            statement.executeUpdate("PRAGMA user_version=" + shape.version());
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO state VALUES (1, ?, ?, ?)")) {
            insert.setString(1, log.id());
            insert.setLong(2, log.first().getAsLong() - 1);
            insert.setLong(3, log.first().getAsLong());
            insert.executeUpdate();
        }
        return connection;
    }

    private void drop() throws IOException {
        for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    /** One more connection to the file as it is. */
    public Connection connect() throws SQLException {
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

    /** Why this file cannot be used; null when it can. */
    private String fault(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (number(statement, "PRAGMA user_version") != shape.version()) {
                return "is of another version of the relay";
            }
            String owner = text(statement, "SELECT log FROM state");
            if (!log.id().equals(owner)) {
                return "belongs to another log";
            }
            if (number(statement, "SELECT cursor FROM state") > log.head().getAsLong()) {
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

    /** The number a query answers; 0 for no row. */
    public static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
