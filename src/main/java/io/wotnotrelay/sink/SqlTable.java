package io.wotnotrelay.sink;

import io.wotnotrelay.config.Nearest;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The table of a destination, as the database describes it, with the statements that write a row. */
final class SqlTable {
    private final SqlDialect dialect;
    private final SqlStatements statements;
    private final List<SqlColumn> columns;

    private SqlTable(SqlDialect dialect, SqlStatements statements, List<SqlColumn> columns) {
        this.dialect = dialect;
        this.statements = statements;
        this.columns = columns;
    }

    /**
     * @param wanted the names of the columns, the key first
     * @throws MisconfiguredException when the table is not there, or is not what the destination writes
     */
    static SqlTable of(Connection connection, SqlDialect dialect, SqlName name, List<String> wanted)
            throws SQLException {
        SqlCatalog catalog = new SqlCatalog(connection.getMetaData());
        SqlCatalog.Found found = catalog.find(name, connection);
        List<SqlColumn> there = catalog.columns(found);
        List<SqlColumn> columns = new ArrayList<>();
        for (String column : wanted) {
            columns.add(column(there, column, name));
        }
        String key = columns.get(0).name();
        List<String> quoted = new ArrayList<>();
        for (SqlColumn column : columns) {
            quoted.add(catalog.quoted(column.name()));
        }
        if (!catalog.unique(found, key)) {
            throw new MisconfiguredException(
                    0,
                    "No unique key says that a row of " + name + " is known by its " + key
                            + ", so a second try would write a second row: have ALTER TABLE "
                            + catalog.quoted(found) + " ADD UNIQUE (" + quoted.get(0) + ") run, or name another key.");
        }
        return new SqlTable(dialect, SqlStatements.of(catalog.quoted(found), quoted), columns);
    }

    private static SqlColumn column(List<SqlColumn> there, String wanted, SqlName table) {
        for (SqlColumn column : there) {
            if (column.name().equals(wanted)) {
                return column;
            }
        }
        List<SqlColumn> alike =
                there.stream().filter(c -> c.name().equalsIgnoreCase(wanted)).toList();
        if (alike.size() == 1) {
            return alike.get(0);
        }
        throw new MisconfiguredException(
                0,
                "The table " + table + " has no column " + wanted + "; did you mean "
                        + Nearest.of(wanted, there.stream().map(SqlColumn::name).toList())
                        + "? Mend columns, or add the column to the table.");
    }

    /** Makes the table, all of texts, where it is not there. */
    static void make(Connection connection, SqlDialect dialect, SqlName name, List<String> columns)
            throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        SqlCatalog catalog = new SqlCatalog(metadata);
        if (catalog.isThere(name)) {
            return;
        }
        List<String> quoted = new ArrayList<>();
        for (String column : columns) {
            quoted.add(catalog.quoted(column));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.createTable(catalog.quoted(name), quoted));
        }
    }

    /** All rows; those that are there are brought up to date. */
    void write(Connection connection, List<SqlRow> rows, int seconds) throws SQLException {
        if (dialect.upserts()) {
            try (PreparedStatement upsert = connection.prepareStatement(statements.upsert())) {
                upsert.setQueryTimeout(seconds);
                for (SqlRow row : rows) {
                    bind(upsert, row, 0, 1);
                    upsert.addBatch();
                }
                upsert.executeBatch();
            }
            return;
        }
        for (SqlRow row : rows) {
            if (!update(connection, row, seconds)) {
                insert(connection, row, seconds);
            }
        }
    }

    private boolean update(Connection connection, SqlRow row, int seconds) throws SQLException {
        if (statements.update() == null) {
            return false;
        }
        try (PreparedStatement update = connection.prepareStatement(statements.update())) {
            update.setQueryTimeout(seconds);
            bind(update, row, 1, 1);
            columns.get(0).bind(update, columns.size(), row.values().get(0), dialect);
            return update.executeUpdate() > 0;
        }
    }

    /** A row that came in between is there: what it lacks is brought up to date. */
    private void insert(Connection connection, SqlRow row, int seconds) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statements.insert())) {
            insert.setQueryTimeout(seconds);
            bind(insert, row, 0, 1);
            insert.executeUpdate();
        } catch (SQLException e) {
            boolean duplicate = e.getSQLState() != null && e.getSQLState().startsWith("23");
            if (!duplicate || statements.update() != null && !update(connection, row, seconds)) {
                throw e;
            }
        }
    }

    private void bind(PreparedStatement statement, SqlRow row, int from, int index) throws SQLException {
        for (int i = from; i < columns.size(); i++) {
            columns.get(i).bind(statement, index + i - from, row.values().get(i), dialect);
        }
    }
}
