package io.wotnotrelay.log.copy;

import io.wotnotrelay.log.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads a table a page at a time, in SQL that both databases speak. Each page is a question of its own. */
public abstract class SqlReading implements Reading {
    /** Rows of a page, at most. */
    protected static final int ROWS = 2_000;

    /** Bytes of a page: the row with which it gets there is its last. */
    protected static final long BYTES = 4L << 20;

    /** The connection a table is on. */
    protected abstract Session session(Table table);

    /** How many rows after this one are worth asking for. */
    protected abstract int rows(Table table, Object[] after) throws SQLException;

    @Override
    public List<Object[]> page(Table table, Object[] after) throws SQLException {
        Session session = session(table);
        List<Object[]> rows = new ArrayList<>();
        try (PreparedStatement select = session.prepare(
                "SELECT " + table.names() + " FROM " + table.name() + past(table, after) + " LIMIT ?")) {
            select.setInt(bind(table, select, after), rows(table, after));
            long bytes = 0;
            try (ResultSet row = select.executeQuery()) {
                while (bytes < BYTES && row.next()) {
                    Object[] read = read(table, session, row);
                    bytes += bytes(read);
                    rows.add(read);
                }
            }
        }
        return rows;
    }

    /** The condition and the order of what comes after a key. */
    protected static String past(Table table, Object[] after) {
        String marks = "?, ".repeat(table.keys() - 1) + "?";
        return (after == null ? "" : " WHERE (" + table.key() + ") > (" + marks + ")") + " ORDER BY " + table.key();
    }

    /** Binds what {@link #past} asks for; gives the place of the next parameter. */
    protected static int bind(Table table, PreparedStatement select, Object[] after) throws SQLException {
        if (after == null) {
            return 1;
        }
        for (int i = 0; i < table.keys(); i++) {
            select.setLong(i + 1, (Long) after[i]);
        }
        return table.keys() + 1;
    }

    private static Object[] read(Table table, Session session, ResultSet row) throws SQLException {
        Object[] values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (table.columns().get(i).kind()) {
                case LONG, INT -> row.getLong(i + 1);
                case NAME -> row.getString(i + 1);
                case TEXT -> session.texts().get(row, i + 1);
                case BYTES -> bytes(row, i + 1);
            };
        }
        return values;
    }

    /** None of these columns may be null; no bytes come as null from one of the drivers. */
    private static byte[] bytes(ResultSet row, int at) throws SQLException {
        byte[] bytes = row.getBytes(at);
        return bytes == null ? new byte[0] : bytes;
    }

    /** About what a row takes. */
    private static long bytes(Object[] row) {
        long bytes = 16L * row.length;
        for (Object value : row) {
            if (value instanceof byte[] some) {
                bytes += some.length;
            } else if (value instanceof String text) {
                bytes += 2L * text.length();
            }
        }
        return bytes;
    }

    /** The number that a question is answered with; 0 for no row. */
    protected static long number(Session session, String question) throws SQLException {
        try (PreparedStatement select = session.prepare(question);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** The first and the last event of a log. The head stands in the last row of what was taken in. */
    protected static Source.Span span(Session session) throws SQLException {
        long head = number(session, "SELECT head FROM intake ORDER BY n DESC LIMIT 1");
        long first = number(session, "SELECT seq FROM event ORDER BY seq LIMIT 1");
        return new Source.Span(first == 0 ? head + 1 : first, head);
    }
}
