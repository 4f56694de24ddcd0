package io.wotnotrelay.log.index;

import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.derived.Transaction;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Events on their way into the index; each table gets them in its own order, so that a page is touched once a batch. */
final class IndexBatch {
    private final SortedMap<Long, List<Entry>> volumes = new TreeMap<>();
    private int size;
    private long bytes;

    private record Entry(long seq, long id, long receivedAt, IndexedFields fields) {
        String conversation() {
            return fields.conversation();
        }

        boolean hasText() {
            return fields.text() != null && !fields.text().isBlank();
        }
    }

    void add(StoredEvent event, IndexedFields fields) {
        volumes.computeIfAbsent(Volume.of(event.seq()).number(), n -> new ArrayList<>())
                .add(new Entry(event.seq(), key(event.digest()), event.receivedAt(), fields));
        size++;
        bytes += event.raw().length;
    }

    int size() {
        return size;
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
        Transaction.of(connection, () -> {
            for (var volume : volumes.entrySet()) {
                rows(connection, new Volume(volume.getKey()), volume.getValue(), pace);
            }
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE state SET cursor = " + cursor);
            }
        });
    }

    private static void rows(Connection connection, Volume volume, List<Entry> entries, Runnable pace)
            throws SQLException {
        volume.make(connection);
        new Insert<Entry>(volume.sql("INSERT INTO entry#"), 5, (s, at, e) -> {
                    s.setLong(at, e.seq());
                    s.setLong(at + 1, e.receivedAt());
                    s.setObject(at + 2, e.fields().occurredAt());
                    s.setString(at + 3, e.fields().type());
                    s.setString(at + 4, e.fields().subtype());
                })
                .all(connection, entries, pace);
        new Insert<Entry>(volume.sql("INSERT INTO words# (rowid, text)"), 2, (s, at, e) -> {
                    s.setLong(at, e.seq());
                    s.setString(at + 1, e.fields().text());
                })
                .all(connection, those(entries, Entry::hasText), pace);
        new Insert<Entry>(volume.sql("INSERT OR IGNORE INTO by_id#"), 2, (s, at, e) -> {
                    s.setLong(at, e.id());
                    s.setLong(at + 1, e.seq());
                })
                .all(connection, sorted(entries, Comparator.comparingLong(Entry::id)), pace);
        List<Entry> talk = those(entries, e -> e.conversation() != null);
        new Insert<Entry>(volume.sql("INSERT OR IGNORE INTO by_conversation#"), 2, (s, at, e) -> {
                    s.setString(at, e.conversation());
                    s.setLong(at + 1, e.seq());
                })
                .all(connection, sorted(talk, Comparator.comparing(Entry::conversation)), pace);
    }

    private static List<Entry> those(List<Entry> entries, Predicate<Entry> wanted) {
        return entries.stream().filter(wanted).toList();
    }

    private static List<Entry> sorted(List<Entry> entries, Comparator<Entry> order) {
        return entries.stream().sorted(order).toList();
    }
}
