package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.SeqSet;
import io.wotnotrelay.log.StoredEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads events from the file. */
public final class EventReads {
    private static final String COLUMNS = "SELECT seq, received_at, receipt, kind, digest, raw FROM ";

    private EventReads() {}

    public static List<StoredEvent> after(Session session, long after, int most, long mostBytes) throws SQLException {
        List<StoredEvent> out = new ArrayList<>();
        try (PreparedStatement select = session.prepare(COLUMNS + "event WHERE seq > ? ORDER BY seq LIMIT ?")) {
            select.setLong(1, after);
            select.setInt(2, most);
            long sum = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    StoredEvent event = event(row, session.texts());
                    sum += event.raw().length;
                    if (sum > mostBytes && !out.isEmpty()) {
                        break;
                    }
                    out.add(event);
                }
            }
        }
        return out;
    }

    /** The events from {@code from} to {@code to}, both included. */
    public static List<StoredEvent> between(Session session, long from, long to) throws SQLException {
        List<StoredEvent> out = new ArrayList<>();
        try (PreparedStatement select = session.prepare(COLUMNS + "event WHERE seq BETWEEN ? AND ? ORDER BY seq")) {
            select.setLong(1, from);
            select.setLong(2, to);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    out.add(event(row, session.texts()));
                }
            }
        }
        return out;
    }

    /** Also finds what was pruned while a delivery of it was parked or dead. */
    public static Optional<StoredEvent> find(Session session, long seq) throws SQLException {
        for (String table : List.of("event", "kept_event")) {
            try (PreparedStatement select = session.prepare(COLUMNS + table + " WHERE seq = ?")) {
                select.setLong(1, seq);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        return Optional.of(event(row, session.texts()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The seq of the first event kept; 0 where there is none. */
    public static long first(Session session) throws SQLException {
        try (PreparedStatement select = session.prepare("SELECT min(seq) FROM event");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    public static Map<String, SeqSet> kinds(Session session, long from, long to) throws SQLException {
        Map<String, SeqSet> kinds = new HashMap<>();
        try (PreparedStatement select = session.prepare("SELECT seq, kind FROM event WHERE seq BETWEEN ? AND ?")) {
            select.setLong(1, from);
            select.setLong(2, to);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    kinds.computeIfAbsent(session.texts().get(row, 2), kind -> new SeqSet())
                            .add(row.getLong(1));
                }
            }
        }
        return kinds;
    }

    private static StoredEvent event(ResultSet row, Texts texts) throws SQLException {
        byte[] raw = row.getBytes(6);
        return new StoredEvent(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                texts.get(row, 4),
                row.getBytes(5),
                raw == null ? new byte[0] : raw);
    }
}
