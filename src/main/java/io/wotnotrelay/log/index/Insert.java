package io.wotnotrelay.log.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Adds rows to a table, many a statement where there are many: a call into the database costs more than a row. */
final class Insert<T> {
    private static final int ROWS = 32;

    private final String head;
    private final int columns;
    private final Binding<T> binding;

    /** @param head the statement up to {@code VALUES} */
    Insert(String head, int columns, Binding<T> binding) {
        this.head = head;
        this.columns = columns;
        this.binding = binding;
    }

    /** Sets the columns of a row: the first is {@code at}. */
    interface Binding<T> {
        void bind(PreparedStatement statement, int at, T row) throws SQLException;
    }

    /** {@code pace} is called after each statement. */
    void all(Connection connection, List<T> rows, Runnable pace) throws SQLException {
        int whole = rows.size() / ROWS * ROWS;
        some(connection, rows.subList(0, whole), ROWS, pace);
        some(connection, rows.subList(whole, rows.size()), 1, pace);
    }

    private void some(Connection connection, List<T> rows, int each, Runnable pace) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text(each))) {
            for (int i = 0; i < rows.size(); i++) {
                int place = i % each;
                binding.bind(statement, place * columns + 1, rows.get(i));
                if (place == each - 1) {
                    statement.executeUpdate();
                    pace.run();
                }
            }
        }
    }

    private String text(int rows) {
        String row = "(" + "?,".repeat(columns - 1) + "?)";
        return head + " VALUES " + (row + ",").repeat(rows - 1) + row;
    }
}
