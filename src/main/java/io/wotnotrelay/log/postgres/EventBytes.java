package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.copy.Column;
import io.wotnotrelay.log.copy.Table;
import io.wotnotrelay.log.sql.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sums up the events that are kept, beside the rows of what was taken in: each says how many bytes there were up to it. */
final class EventBytes {
    private static final int ROWS = 10_000;
    private static final int HEAD = 2;

    /** With the column that only this kind of store has. */
    static final Table INTAKE = withBytes();

    private final PreparedStatement sizes;
    private long[][] page = {};
    private int at;
    private long seq;
    private long sum;

    EventBytes(Session session) throws SQLException {
        sizes = session.prepare("SELECT seq, length(raw) FROM event WHERE seq > ? ORDER BY seq LIMIT " + ROWS);
    }

    private static Table withBytes() {
        List<Column> columns = new ArrayList<>(Table.INTAKE.columns());
        columns.add(new Column("bytes", Column.Kind.LONG));
        return new Table(Table.INTAKE.name(), Table.INTAKE.keys(), List.copyOf(columns));
    }

    /** The next rows, in order, each with its sum. */
    List<Object[]> beside(List<Object[]> rows) throws SQLException {
        List<Object[]> out = new ArrayList<>(rows.size());
        for (Object[] row : rows) {
            Object[] with = Arrays.copyOf(row, row.length + 1);
            with[row.length] = upTo((Long) row[HEAD]);
            out.add(with);
        }
        return out;
    }

    private long upTo(long head) throws SQLException {
        while (seq < head && (at < page.length || more())) {
            if (page[at][0] > head) {
                break;
            }
            seq = page[at][0];
            sum += page[at++][1];
        }
        return sum;
    }

    private boolean more() throws SQLException {
        sizes.setLong(1, seq);
        List<long[]> next = new ArrayList<>();
        try (ResultSet row = sizes.executeQuery()) {
            while (row.next()) {
                next.add(new long[] {row.getLong(1), row.getLong(2)});
            }
        }
        page = next.toArray(long[][]::new);
        at = 0;
        return page.length > 0;
    }
}
