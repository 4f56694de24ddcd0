package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.StoredEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Adds events, several rows a statement where there are several: a call into the database costs more than a row. */
final class EventInsert {
    private static final int ROWS = 16;
    private static final int COLUMNS = 6;

    private final PreparedStatement one;
    private final PreparedStatement many;

    EventInsert(Connection connection) throws SQLException {
        this.one = connection.prepareStatement(text(1));
        this.many = connection.prepareStatement(text(ROWS));
    }

    private static String text(int rows) {
        return "INSERT INTO event (seq, received_at, receipt, kind, digest, raw) VALUES "
                + "(?,?,?,?,?,?),".repeat(rows - 1) + "(?,?,?,?,?,?)";
    }

    void insert(List<StoredEvent> events) throws SQLException {
        int at = 0;
        for (; events.size() - at >= ROWS; at += ROWS) {
            for (int i = 0; i < ROWS; i++) {
                bind(many, i * COLUMNS, events.get(at + i));
            }
            many.executeUpdate();
        }
        for (; at < events.size(); at++) {
            bind(one, 0, events.get(at));
            one.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, int offset, StoredEvent event) throws SQLException {
        statement.setLong(offset + 1, event.seq());
        statement.setLong(offset + 2, event.receivedAt());
        statement.setLong(offset + 3, event.receipt());
        SqliteTexts.EXACT.set(statement, offset + 4, event.kind());
        statement.setBytes(offset + 5, event.digest());
        statement.setBytes(offset + 6, event.raw());
    }
}
