package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.Parked;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes one of the two tables of parked deliveries: the living or the dead. */
final class ParkedRows {
    static final String COLUMNS = "seq, state, conversation, attempts, due_at, run_millis, code, cause, out_of_order";
    private final PreparedStatement put;
    private final PreparedStatement remove;
    private final PreparedStatement escape;

    ParkedRows(Connection connection, String table) throws SQLException {
        put = connection.prepareStatement(
                "INSERT OR REPLACE INTO " + table + " (lane, " + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?)");
        remove = connection.prepareStatement("DELETE FROM " + table + " WHERE lane = ? AND seq = ?");
        escape = connection.prepareStatement("UPDATE " + table + " SET out_of_order = 1 WHERE lane = ? AND seq = ?");
    }

    void put(int lane, Parked parked) throws SQLException {
        put.setInt(1, lane);
        put.setLong(2, parked.seq());
        put.setString(3, parked.state().name());
        Texts.set(put, 4, parked.conversation());
        put.setInt(5, parked.attempts());
        put.setLong(6, parked.dueAt());
        put.setLong(7, parked.runMillis());
        put.setInt(8, parked.code());
        Texts.set(put, 9, parked.cause());
        put.setInt(10, parked.outOfOrder() ? 1 : 0);
        put.executeUpdate();
    }

    boolean remove(int lane, long seq) throws SQLException {
        remove.setInt(1, lane);
        remove.setLong(2, seq);
        return remove.executeUpdate() > 0;
    }

    void escape(int lane, long seq) throws SQLException {
        escape.setInt(1, lane);
        escape.setLong(2, seq);
        escape.executeUpdate();
    }

    static Parked read(ResultSet row) throws SQLException {
        return new Parked(
                row.getLong(1),
                Parked.State.valueOf(row.getString(2)),
                Texts.get(row, 3),
                row.getInt(4),
                row.getLong(5),
                row.getLong(6),
                row.getInt(7),
                Texts.get(row, 8),
                row.getInt(9) != 0);
    }
}
