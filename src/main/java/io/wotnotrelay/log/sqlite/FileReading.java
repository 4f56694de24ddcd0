package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.copy.SqlReading;
import io.wotnotrelay.log.copy.Table;
import io.wotnotrelay.log.sql.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A log in a file, with what is known of conversations in another, as the two sides of a migration read it. */
abstract class FileReading extends SqlReading {
    final Database database;
    Connection log;
    /** Null where there is none. */
    Connection context;

    FileReading(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return database.file().toString();
    }

    @Override
    protected Session session(Table table) {
        return SqliteTexts.on(table == Table.CONTEXT ? context : log);
    }

    /** A result is read row by row: what is not read costs nothing. */
    @Override
    protected int rows(Table table, Object[] after) {
        return ROWS;
    }

    @Override
    public List<Object[]> page(Table table, Object[] after) throws SQLException {
        return table == Table.CONTEXT && context == null ? List.of() : super.page(table, after);
    }

    @Override
    public long count(Table table) throws SQLException {
        if (table == Table.EVENT) {
            Session session = session(table);
            return span(session).last() - span(session).first() + 1;
        }
        return table == Table.CONTEXT && context == null
                ? 0
                : number(session(table), "SELECT count(*) FROM " + table.name());
    }

    @Override
    public long counter(Table table) throws SQLException {
        if (table == Table.CONTEXT) {
            return context == null ? 0 : number(session(table), "SELECT cursor FROM state");
        }
        try (PreparedStatement select = log.prepareStatement("SELECT seq FROM sqlite_sequence WHERE name = ?")) {
            select.setString(1, table.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    @Override
    public String fault(SQLException failure) {
        return switch (FileFaults.kind(failure)) {
            case FULL -> "The disk of " + name() + " is full: free some space.";
            case READONLY -> "The file " + name() + " cannot be written: make it and its folder writable.";
            case DAMAGED ->
                "The event log " + name() + " is damaged (" + failure.getMessage()
                        + "): bring a good one back with bin/relay restore.";
            default -> "The event log " + name() + " fails (" + failure.getMessage() + "): look at its disk.";
        };
    }

    static String id(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM log");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Override
    public void close() {
        try {
            for (Connection connection : new Connection[] {context, log}) {
                if (connection != null) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            org.slf4j.LoggerFactory.getLogger(FileReading.class).debug("Closing {} failed", name(), e);
        }
    }
}
