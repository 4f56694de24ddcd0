package io.wotnotrelay.log.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Connections to one database file. None of them ever creates the file: a log that is gone is not replaced in silence. */
final class Database {
    static final int PAGE_BYTES = 8192;
    private final Path file;

    Database(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    Path wal() {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /** For the writer: every commit is synced; folding the log in is the checkpointer's part. */
    Connection writing() throws SQLException {
        return open("PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=0", "PRAGMA cache_size=-16384");
    }

    Connection checkpointing() throws SQLException {
        return open("PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=0");
    }

    Connection reading() throws SQLException {
        return open("PRAGMA query_only=1", "PRAGMA cache_size=-4096");
    }

    private Connection open(String... pragmas) throws SQLException {
        return open(file, pragmas);
    }

    static Connection open(Path file, String... pragmas) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setOpenMode(SQLiteOpenMode.READWRITE);
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        config.setBusyTimeout(5000);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) {
                statement.execute(pragma);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
