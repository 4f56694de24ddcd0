package io.wotnotrelay.log.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A question to one volume of the index as SQL. Text and conversation lead where they are given, because they leave the least. */
final class Search {
    private static final int FEW = 20_000;

    private final Connection connection;
    private final EventQuery query;
    private final Volume volume;
    private final List<Object> values = new ArrayList<>();
    private final StringBuilder where = new StringBuilder();

    private Search(Connection connection, EventQuery query, Volume volume) {
        this.connection = connection;
        this.query = query;
        this.volume = volume;
    }

    /** Matching events between two seqs, both excluded, newest first. */
    static List<Long> run(Connection connection, EventQuery query, long after, long before) throws SQLException {
        List<Long> out = new ArrayList<>();
        for (Volume volume : Volume.between(connection, after + 1, before - 1)) {
            if (out.size() == query.limit()) {
                break;
            }
            out.addAll(new Search(connection, query, volume).run(after, before, query.limit() - out.size()));
        }
        return out;
    }

    /** The places of events with this half of a digest ({@link IndexBatch#key}), newest first. */
    static List<Long> byId(Connection connection, long key) throws SQLException {
        List<Long> out = new ArrayList<>();
        for (Volume volume : Volume.between(connection, 0, Long.MAX_VALUE)) {
            String sql = volume.sql("SELECT seq FROM by_id# WHERE id = ? ORDER BY seq DESC LIMIT 100");
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, key);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        out.add(row.getLong(1));
                    }
                }
            }
        }
        return out;
    }

    private List<Long> run(long after, long before, int limit) throws SQLException {
        String place = text() ? "w.rowid" : query.conversation() != null ? "c.seq" : "e.seq";
        String from = from();
        add(place + " > ?", after);
        add(place + " < ?", before);
        kind();
        range("e.received_at", query.receivedFrom(), query.receivedTo());
        range("e.occurred_at", query.occurredFrom(), query.occurredTo());
        values.add(limit);
        return ask(
                "SELECT " + place + " FROM " + from + " WHERE 1 = 1" + where + " ORDER BY " + place + " DESC LIMIT ?");
    }

    private boolean text() {
        return query.text() != null && !Words.phrases(query.text()).isEmpty();
    }

    private String from() throws SQLException {
        if (text()) {
            add(
                    "words# MATCH ?",
                    Words.phrases(query.text()).stream().map(Words.Phrase::fts).collect(Collectors.joining(" ")));
            if (query.conversation() != null) {
                add(
                        "EXISTS (SELECT 1 FROM by_conversation# c WHERE c.conversation = ? AND c.seq = w.rowid)",
                        query.conversation());
            }
            return "words# w CROSS JOIN entry# e ON e.seq = w.rowid";
        }
        if (query.conversation() != null) {
            add("c.conversation = ?", query.conversation());
            return "by_conversation# c CROSS JOIN entry# e ON e.seq = c.seq";
        }
        return "entry# e" + timeIndex();
    }

    /** A short time is looked up and sorted; within a long one matches are found by going back from the newest. */
    private String timeIndex() throws SQLException {
        if (query.type() != null) {
            return "";
        }
        boolean received = query.receivedFrom() != null || query.receivedTo() != null;
        boolean occurred = query.occurredFrom() != null || query.occurredTo() != null;
        if (received && few("received_at", query.receivedFrom(), query.receivedTo())) {
            return " INDEXED BY entry_received#";
        }
        if (occurred && few("occurred_at", query.occurredFrom(), query.occurredTo())) {
            return " INDEXED BY entry_occurred#";
        }
        return " NOT INDEXED";
    }

    private boolean few(String column, Long from, Long to) throws SQLException {
        String sql = "SELECT count(*) FROM (SELECT 1 FROM entry# WHERE " + column + " >= ? AND " + column
                + " < ? LIMIT " + FEW + ")";
        try (PreparedStatement select = connection.prepareStatement(volume.sql(sql))) {
            select.setLong(1, from == null ? Long.MIN_VALUE : from);
            select.setLong(2, to == null ? Long.MAX_VALUE : to);
            try (ResultSet row = select.executeQuery()) {
                return row.getLong(1) < FEW;
            }
        }
    }

    private void kind() {
        if (query.type() != null) {
            add("e.type = ?", query.type());
        }
        if (query.subtype() != null) {
            add("e.subtype = ?", query.subtype());
        }
    }

    private void range(String column, Long from, Long to) {
        if (from != null) {
            add(column + " >= ?", from);
        }
        if (to != null) {
            add(column + " < ?", to);
        }
    }

    private void add(String condition, Object value) {
        where.append(" AND ").append(condition);
        values.add(value);
    }

    private List<Long> ask(String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(volume.sql(sql))) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            List<Long> out = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    out.add(row.getLong(1));
                }
            }
            return out;
        }
    }
}
