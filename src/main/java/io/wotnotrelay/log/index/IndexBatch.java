package io.wotnotrelay.log.index;

import io.wotnotrelay.log.StoredEvent;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Events on their way into the index; each table gets them in its own order, so that a page is touched once a batch. */
final class IndexBatch {
    private final List<Entry> entries = new ArrayList<>();
    private long bytes;

    private record Entry(long seq, long id, long receivedAt, IndexedFields fields) {}

    void add(StoredEvent event, IndexedFields fields) {
        entries.add(new Entry(event.seq(), key(event.digest()), event.receivedAt(), fields));
        bytes += event.raw().length;
    }

    int size() {
        return entries.size();
    }

    long bytes() {
        return bytes;
    }

    /** Half of the digest: the other half is compared with the log's. */
    static long key(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }

    /** Writes all, and the new cursor, as one; {@code pace} is called now and then. */
    void write(Connection connection, long cursor, Runnable pace) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            try {
                rows(connection, pace);
                statement.executeUpdate("UPDATE state SET cursor = " + cursor);
                statement.executeUpdate("COMMIT");
            } catch (SQLException | RuntimeException | Error e) {
                statement.executeUpdate("ROLLBACK");
                throw e;
            }
        }
    }

    private void rows(Connection connection, Runnable pace) throws SQLException {
        insert(connection, "INSERT INTO entry VALUES (?, ?, ?, ?, ?)", entries, pace, (s, e) -> {
            s.setLong(1, e.seq());
            s.setLong(2, e.receivedAt());
            s.setObject(3, e.fields().occurredAt());
            s.setString(4, e.fields().type());
            s.setString(5, e.fields().subtype());
        });
        insert(connection, "INSERT INTO words (rowid, text) VALUES (?, ?)", withText(), pace, (s, e) -> {
            s.setLong(1, e.seq());
            s.setString(2, e.fields().text());
        });
        List<Entry> byId = new ArrayList<>(entries);
        byId.sort(Comparator.comparingLong(Entry::id));
        insert(connection, "INSERT OR IGNORE INTO by_id VALUES (?, ?)", byId, pace, (s, e) -> {
            s.setLong(1, e.id());
            s.setLong(2, e.seq());
        });
        List<Entry> talk = new ArrayList<>(entries);
        talk.removeIf(e -> e.fields().conversation() == null);
        talk.sort(Comparator.comparing(e -> e.fields().conversation()));
        insert(connection, "INSERT OR IGNORE INTO by_conversation VALUES (?, ?)", talk, pace, (s, e) -> {
            s.setString(1, e.fields().conversation());
            s.setLong(2, e.seq());
        });
    }

    private List<Entry> withText() {
        return entries.stream()
                .filter(e -> e.fields().text() != null && !e.fields().text().isBlank())
                .toList();
    }

    private interface Binding {
        void bind(PreparedStatement statement, Entry entry) throws SQLException;
    }

    private static void insert(Connection connection, String sql, List<Entry> entries, Runnable pace, Binding binding)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int n = 0;
            for (Entry entry : entries) {
                binding.bind(statement, entry);
                statement.executeUpdate();
                if (++n % 64 == 0) {
                    pace.run();
                }
            }
        }
    }
}
