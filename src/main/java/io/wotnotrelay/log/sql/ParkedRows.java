package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Parked;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes one of the two tables of parked deliveries: the living or the dead. */
public final class ParkedRows {
    public static final String COLUMNS =
            "seq, state, conversation, attempts, due_at, run_millis, code, cause, out_of_order";
    private static final String REPLACED = Arrays.stream(COLUMNS.split(", "))
            .filter(column -> !column.equals("seq"))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));

    private final Texts texts;
    private final PreparedStatement put;
    private final PreparedStatement remove;
    private final PreparedStatement escape;

    public ParkedRows(Session session, String table) throws SQLException {
        texts = session.texts();
        put = session.prepare("INSERT INTO " + table + " (lane, " + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?)"
                + " ON CONFLICT (lane, seq) DO UPDATE SET " + REPLACED);
        remove = session.prepare("DELETE FROM " + table + " WHERE lane = ? AND seq = ?");
        escape = session.prepare("UPDATE " + table + " SET out_of_order = 1 WHERE lane = ? AND seq = ?");
    }

    public void put(int lane, Parked parked) throws SQLException {
        put.setInt(1, lane);
        put.setLong(2, parked.seq());
        put.setString(3, parked.state().name());
        texts.set(put, 4, parked.conversation());
        put.setInt(5, parked.attempts());
        put.setLong(6, parked.dueAt());
        put.setLong(7, parked.runMillis());
        put.setInt(8, parked.code());
        texts.set(put, 9, parked.cause());
        put.setInt(10, parked.outOfOrder() ? 1 : 0);
        put.executeUpdate();
    }

    public boolean remove(int lane, long seq) throws SQLException {
        remove.setInt(1, lane);
        remove.setLong(2, seq);
        return remove.executeUpdate() > 0;
    }

    public void escape(int lane, long seq) throws SQLException {
        escape.setInt(1, lane);
        escape.setLong(2, seq);
        escape.executeUpdate();
    }

    public static Parked read(ResultSet row, Texts texts) throws SQLException {
        return new Parked(
                row.getLong(1),
                Parked.State.valueOf(row.getString(2)),
                texts.get(row, 3),
                row.getInt(4),
                row.getLong(5),
                row.getLong(6),
                row.getInt(7),
                texts.get(row, 8),
                row.getInt(9) != 0);
    }
}
