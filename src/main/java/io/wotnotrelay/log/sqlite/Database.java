package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.config.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Connections to one database file. None of them ever creates the file: a log that is gone is not replaced in silence. */
final class Database {
    static final int PAGE_BYTES = 8192;
    private static final String URL = "jdbc:sqlite:";
    private final Path file;

    Database(Path file) {
        this.file = file;
    }

    /** The log of this data folder, or where the settings say. */
    static Database of(Path data, Settings.Store store) {
        String url = store.url();
        if (url == null || !url.startsWith(URL)) {
            return new Database(data.resolve("relay.db"));
        }
        String path = url.substring(URL.length());
        int query = path.indexOf('?');
        return new Database(Path.of(query < 0 ? path : path.substring(0, query)));
    }

    Path file() {
        return file;
    }

    Path wal() {
        return beside("-wal");
    }

    /** Where a restored log lies until it is whole. */
    Path restoring() {
        return beside(".restoring");
    }

    Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
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

    /** Reads and leaves the file, and its write-ahead log, as they are. */
    Connection looking() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(5000);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** For copying the log {@code source} into an empty file. When that fails the file is thrown away, so it needs no journal. */
    static Connection copying(Database source, Path copy) throws SQLException {
        String uri = "file://" + source.file.toAbsolutePath().toUri().getRawPath() + "?mode=ro";
        return open(
                copy,
                "PRAGMA page_size=" + PAGE_BYTES,
                "PRAGMA auto_vacuum=INCREMENTAL",
                "PRAGMA journal_mode=OFF",
                "PRAGMA synchronous=OFF",
                "PRAGMA cache_size=-16384",
                "ATTACH '" + uri.replace("'", "''") + "' AS source");
    }

    private Connection open(String... pragmas) throws SQLException {
        return open(file, pragmas);
    }

    static Connection open(Path file, String... pragmas) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setOpenMode(SQLiteOpenMode.READWRITE);
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
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
