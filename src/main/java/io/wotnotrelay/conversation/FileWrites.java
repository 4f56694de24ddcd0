package io.wotnotrelay.conversation;

import io.wotnotrelay.log.derived.DerivedFile;
import io.wotnotrelay.log.derived.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes the file; the one thread that does owns this. */
final class FileWrites implements ContextWrites {
    private final Connection connection;
    private long cursor;

    private record Keyed(long hash, byte[] digest, Version version) {}

    private FileWrites(Connection connection) {
        this.connection = connection;
    }

    /** {@code anew}: whatever is there; else only what is damaged or of another log is begun anew. */
    static FileWrites on(DerivedFile file, boolean anew) throws SQLException {
        FileWrites writes = new FileWrites(anew ? file.create() : file.open());
        try {
            writes.update("UPDATE state SET swept = swept + 1"); // fails where nothing can be written
            writes.cursor = writes.number("SELECT cursor FROM state");
            return writes;
        } catch (SQLException e) {
            writes.close();
            throw e;
        }
    }

    /** Nobody else moves it. */
    @Override
    public Kept kept() {
        return new Kept(cursor, 0);
    }

    @Override
    public boolean isMine() {
        return true;
    }

    @Override
    public boolean write(Memory.Unwritten unwritten, long from) throws SQLException {
        List<Keyed> rows = new ArrayList<>(unwritten.rows().size());
        for (Row row : unwritten.rows()) {
            byte[] digest = KeyDigest.of(row.key());
            rows.add(new Keyed(KeyDigest.hash(digest), digest, row.version()));
        }
        Transaction.of(connection, () -> {
            append(rows);
            rows.sort(Comparator.comparingLong(Keyed::hash));
            index(rows);
            update("UPDATE state SET cursor = " + unwritten.place());
        });
        cursor = unwritten.place();
        return true;
    }

    private void append(List<Keyed> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO context VALUES (?, ?, ?, ?)")) {
            for (Keyed row : rows) {
                insert.setLong(1, row.version().seq());
                insert.setLong(2, row.version().at());
                insert.setBytes(3, row.digest());
                insert.setBytes(4, ContextJson.write(row.version().context()));
                insert.executeUpdate();
            }
        }
    }

    private void index(List<Keyed> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO by_conversation VALUES (?, ?)")) {
            for (Keyed row : rows) {
                insert.setLong(1, row.hash());
                insert.setLong(2, row.version().seq());
                insert.executeUpdate();
            }
        }
    }

    @Override
    public List<Old> old(long after, long below, int most) throws SQLException {
        List<Old> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT seq, at, conversation FROM context"
                        + " WHERE seq > ? AND seq < ? ORDER BY seq LIMIT ?");
                PreparedStatement next = connection.prepareStatement("SELECT c.seq FROM by_conversation b"
                        + " CROSS JOIN context c ON c.seq = b.seq WHERE b.hash = ? AND b.seq > ?"
                        + " AND c.conversation = ? ORDER BY b.seq LIMIT 1")) {
            select.setLong(1, after);
            select.setLong(2, below);
            select.setInt(3, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byte[] digest = row.getBytes(3);
                    long seq = row.getLong(1);
                    rows.add(new Old(seq, row.getLong(2), digest, next(next, digest, seq)));
                }
            }
        }
        return rows;
    }

    private static long next(PreparedStatement next, byte[] digest, long seq) throws SQLException {
        next.setLong(1, KeyDigest.hash(digest));
        next.setLong(2, seq);
        next.setBytes(3, digest);
        try (ResultSet row = next.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public boolean delete(List<Old> rows) throws SQLException {
        Transaction.of(connection, () -> {
            try (PreparedStatement row = connection.prepareStatement("DELETE FROM context WHERE seq = ?");
                    PreparedStatement place =
                            connection.prepareStatement("DELETE FROM by_conversation WHERE hash = ? AND seq = ?")) {
                for (Old old : rows) {
                    row.setLong(1, old.seq());
                    row.executeUpdate();
                    place.setLong(1, KeyDigest.hash(old.digest()));
                    place.setLong(2, old.seq());
                    place.executeUpdate();
                }
            }
        });
        return true;
    }

    private void update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return DerivedFile.number(statement, sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
