package io.wotnotrelay.log.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Looks up where a time begins, by seq: the clock may have jumped, so the first event at or after the time counts and
 * not the order of times. Goes through the small rows of commits first, for none of a commit's events was received after
 * it; in pages, so that no transaction stays open.
 */
final class StartTime {
    private static final int PAGE = 20_000;

    private final Readers readers;
    private final long head;

    StartTime(Readers readers, long head) {
        this.readers = readers;
        this.head = head;
    }

    /** The seq before the first event received at or after this time; the head where there is none. */
    long before(long time) {
        for (long from = committedBefore(time); from < head; from += PAGE) {
            long start = from;
            long found = readers.ask(c -> number(
                    c,
                    "SELECT seq FROM event WHERE seq > ? AND seq <= ? AND received_at >= ? ORDER BY seq LIMIT 1",
                    start,
                    start + PAGE,
                    time));
            if (found > 0) {
                return found - 1;
            }
        }
        return head;
    }

    /** The head of the last commit before the first one at or after this time. */
    private long committedBefore(long time) {
        long first = readers.ask(EventReads::first);
        long last = readers.ask(c -> number(c, "SELECT n FROM intake ORDER BY n DESC LIMIT 1"));
        long start = readers.ask(c -> number(c, "SELECT n FROM intake ORDER BY n LIMIT 1"));
        for (long from = start; from <= last; from += PAGE) {
            long page = from;
            long row = readers.ask(c -> number(
                    c,
                    "SELECT n FROM intake WHERE n >= ? AND n < ? AND at >= ? ORDER BY n LIMIT 1",
                    page,
                    page + PAGE,
                    time));
            if (row > 0) {
                long before = readers.ask(c -> number(c, "SELECT head FROM intake WHERE n = ?", row - 1));
                return Math.max(before, first - 1);
            }
        }
        return head;
    }

    private static long number(Session session, String sql, long... values) throws SQLException {
        try (PreparedStatement select = session.prepare(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setLong(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
