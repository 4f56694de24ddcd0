package io.wotnotrelay.log.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Statements that are asked too seldom to be kept. */
final class Sql {
    private Sql() {}

    static void update(Session session, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = session.prepare(sql)) {
            fill(statement, values);
            statement.executeUpdate();
        }
    }

    static void fill(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
