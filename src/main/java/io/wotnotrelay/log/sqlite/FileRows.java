package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.copy.Column;
import io.wotnotrelay.log.copy.Table;
import io.wotnotrelay.log.sql.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Adds copied rows to the tables of a file. */
final class FileRows {
    private FileRows() {}

    static void insert(Table table, Session session, List<Object[]> rows) throws SQLException {
        String marks = "?, ".repeat(table.columns().size() - 1) + "?";
        try (PreparedStatement insert =
                session.prepare("INSERT INTO " + table.name() + " (" + table.names() + ") VALUES (" + marks + ")")) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    bind(session, insert, i + 1, table.columns().get(i).kind(), row[i]);
                }
                insert.executeUpdate();
            }
        }
    }

    private static void bind(Session session, PreparedStatement insert, int at, Column.Kind kind, Object value)
            throws SQLException {
        switch (kind) {
            case LONG, INT -> insert.setLong(at, (Long) value);
            case NAME -> insert.setString(at, (String) value);
            case TEXT -> session.texts().set(insert, at, (String) value);
            case BYTES -> insert.setBytes(at, (byte[]) value);
        }
    }
}
