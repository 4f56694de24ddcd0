package io.wotnotrelay.webhook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/** The file of the refused requests. It has nothing to do with the event log: losing it loses no event. */
final class RejectedStore implements AutoCloseable {
    /** Requests kept. */
    static final int MOST = 1_000;

    /** Bytes of bodies kept. */
    static final long MOST_BYTES = 256L * 1024 * 1024;

    private static final long COUNTS_MINUTES = 31L * 24 * 60;
    private static final Logger LOG = LoggerFactory.getLogger(RejectedStore.class);
    private static final List<String> SCHEMA = List.of(
            "PRAGMA auto_vacuum = INCREMENTAL",
            "PRAGMA journal_mode = TRUNCATE",
            "PRAGMA synchronous = NORMAL",
            "CREATE TABLE IF NOT EXISTS rejection (id INTEGER PRIMARY KEY, received_at INTEGER NOT NULL,"
                    + " status INTEGER NOT NULL, cause TEXT NOT NULL, client TEXT NOT NULL,"
                    + " body_bytes INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS rejection_body (id INTEGER NOT NULL, part INTEGER NOT NULL,"
                    + " bytes BLOB NOT NULL, PRIMARY KEY (id, part))",
            "CREATE TABLE IF NOT EXISTS rejection_count (minute INTEGER NOT NULL, status INTEGER NOT NULL,"
                    + " cause TEXT NOT NULL, requests INTEGER NOT NULL, PRIMARY KEY (minute, status, cause)) WITHOUT ROWID");

    private final Connection db;
    private final long mostBytes;

    private RejectedStore(Connection db, long mostBytes) {
        this.db = db;
        this.mostBytes = mostBytes;
    }

    /** Opens the file; a damaged one is put aside, since it holds nothing that is needed to run. */
    static RejectedStore open(Path file, long mostBytes) throws IOException, SQLException {
        try {
            return new RejectedStore(opened(file), mostBytes);
        } catch (SQLException e) {
            if (!damaged(e)) {
                throw e;
            }
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            LOG.warn("{} cannot be read ({}); it is put aside as {} and begun anew.", file, e.getMessage(), aside);
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return new RejectedStore(opened(file), mostBytes);
        }
    }

    private static Connection opened(Path file) throws IOException, SQLException {
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = db.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
            check(statement);
        } catch (SQLException e) {
            db.close();
            throw e;
        }
        return db;
    }

    private static void check(Statement statement) throws SQLException {
        try (ResultSet said = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (said.next() && !"ok".equals(said.getString(1))) {
                throw new SQLException(said.getString(1).replace('\n', ' '), null, SQLiteErrorCode.SQLITE_CORRUPT.code);
            }
        }
    }

    /** Unlike a full or read-only disk, which would be no better with an empty file. */
    private static boolean damaged(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /** What writes a body, a piece at a time. */
    interface BodyWriter {
        void to(OutputStream out) throws IOException;
    }

    /**
     * @param rejection its {@code bodyBytes} are not looked at
     * @param body null for none
     */
    synchronized void add(Rejection rejection, BodyWriter body) throws IOException, SQLException {
        db.setAutoCommit(false);
        try {
            insert(rejection, body == null ? -1 : insert(rejection.id(), body));
            prune();
            db.commit();
        } catch (IOException | SQLException | RuntimeException e) {
            db.rollback();
            throw e;
        } finally {
            db.setAutoCommit(true);
        }
        try (Statement statement = db.createStatement()) {
            // executeUpdate: this pragma gives one row a page, and only a statement run to its end frees them all.
            statement.executeUpdate("PRAGMA incremental_vacuum");
        }
    }

    private void insert(Rejection rejection, long bodyBytes) throws SQLException {
        String sql = "INSERT OR REPLACE INTO rejection (id, received_at, status, cause, client, body_bytes)"
                + " VALUES (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = db.prepareStatement(sql)) {
            insert.setLong(1, rejection.id());
            insert.setLong(2, rejection.receivedAt());
            insert.setInt(3, rejection.status());
            insert.setString(4, rejection.cause());
            insert.setString(5, rejection.client());
            insert.setLong(6, bodyBytes);
            insert.executeUpdate();
        }
    }

    /** In parts, since SQLite's driver wants each value whole in the heap. */
    private long insert(long id, BodyWriter body) throws IOException, SQLException {
        try (PreparedStatement insert = db.prepareStatement("INSERT INTO rejection_body VALUES (?, ?, ?)")) {
            int[] parts = {0};
            Parts out = new Parts(bytes -> {
                insert.setLong(1, id);
                insert.setInt(2, parts[0]++);
                insert.setBytes(3, bytes);
                insert.executeUpdate();
            });
            body.to(out);
            return out.end();
        }
    }

    private void prune() throws SQLException {
        try (Statement statement = db.createStatement()) {
            statement.executeUpdate("DELETE FROM rejection WHERE id <= coalesce("
                    + "(SELECT id FROM rejection ORDER BY id DESC LIMIT 1 OFFSET " + MOST + "), -1)");
            statement.executeUpdate("UPDATE rejection SET body_bytes = -1 WHERE id IN (SELECT id FROM"
                    + " (SELECT id, sum(body_bytes) OVER (ORDER BY id DESC) AS bytes FROM rejection WHERE body_bytes > 0)"
                    + " WHERE bytes > " + mostBytes + ")");
            statement.executeUpdate(
                    "DELETE FROM rejection_body WHERE id NOT IN" + " (SELECT id FROM rejection WHERE body_bytes >= 0)");
        }
    }

    synchronized void count(Rejection.Count count) throws SQLException {
        String sql = "INSERT INTO rejection_count VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (minute, status, cause) DO UPDATE SET requests = requests + excluded.requests";
        try (PreparedStatement insert = db.prepareStatement(sql);
                PreparedStatement delete = db.prepareStatement("DELETE FROM rejection_count WHERE minute < ?")) {
            insert.setLong(1, count.minute());
            insert.setInt(2, count.status());
            insert.setString(3, count.cause());
            insert.setLong(4, count.requests());
            insert.executeUpdate();
            delete.setLong(1, count.minute() - COUNTS_MINUTES);
            delete.executeUpdate();
        }
    }

    synchronized List<Rejection> list(long before, int most) throws SQLException {
        String sql = "SELECT id, received_at, status, cause, client, body_bytes FROM rejection"
                + " WHERE id < ? ORDER BY id DESC LIMIT ?";
        try (PreparedStatement query = db.prepareStatement(sql)) {
            query.setLong(1, before);
            query.setInt(2, most);
            List<Rejection> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Rejection(
                            rows.getLong(1),
                            rows.getLong(2),
                            rows.getInt(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getLong(6)));
                }
            }
            return found;
        }
    }

    /** Writes the kept body of this request; false when there is none. */
    synchronized boolean body(long id, OutputStream to) throws IOException, SQLException {
        try (PreparedStatement kept = db.prepareStatement("SELECT 1 FROM rejection WHERE id = ? AND body_bytes >= 0");
                PreparedStatement parts =
                        db.prepareStatement("SELECT bytes FROM rejection_body WHERE id = ? ORDER BY part")) {
            kept.setLong(1, id);
            parts.setLong(1, id);
            try (ResultSet row = kept.executeQuery();
                    ResultSet rows = parts.executeQuery()) {
                while (rows.next()) {
                    to.write(rows.getBytes(1));
                }
                return row.next();
            }
        }
    }

    synchronized List<Rejection.Count> counts(long fromMinute) throws SQLException {
        String sql = "SELECT minute, status, cause, requests FROM rejection_count WHERE minute >= ? ORDER BY 1, 2, 3";
        try (PreparedStatement query = db.prepareStatement(sql)) {
            query.setLong(1, fromMinute);
            List<Rejection.Count> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Rejection.Count(rows.getLong(1), rows.getInt(2), rows.getString(3), rows.getLong(4)));
                }
            }
            return found;
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        db.close();
    }
}
