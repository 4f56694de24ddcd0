package io.wotnotrelay.log.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the index with tables of its own: what stands at half a million places of the log in a row. What is found by a
 * random key costs the more to write the larger its table is; so a table never grows beyond a volume, and an event costs
 * the same with ten thousand stored as with ten million. The newest volume is searched first, and one whose events are all
 * gone is dropped whole.
 */
record Volume(long number) {
    static final String TABLE = "CREATE TABLE volume (number INTEGER PRIMARY KEY)";

    private static final long PLACES = 500_000;
    /** {@code #} stands for the volume's number. */
    private static final List<String> TABLES = List.of(
            "CREATE TABLE entry# (seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, occurred_at INTEGER,"
                    + " type TEXT NOT NULL, subtype TEXT)",
            "CREATE INDEX entry_received# ON entry# (received_at)",
            "CREATE INDEX entry_occurred# ON entry# (occurred_at) WHERE occurred_at IS NOT NULL",
            "CREATE INDEX entry_type# ON entry# (type)",
            "CREATE INDEX entry_kind# ON entry# (type, subtype)",
            "CREATE TABLE by_id# (id INTEGER, seq INTEGER, PRIMARY KEY (id, seq)) WITHOUT ROWID",
            "CREATE TABLE by_conversation# (conversation TEXT, seq INTEGER, PRIMARY KEY (conversation, seq))"
                    + " WITHOUT ROWID",
            "CREATE VIRTUAL TABLE words# USING fts5(text, content='', contentless_delete=1, tokenize='unicode61')");

    private static final List<String> NAMES = List.of("words#", "by_conversation#", "by_id#", "entry#");

    /** The one a place of the log belongs to. */
    static Volume of(long seq) {
        return new Volume(seq / PLACES);
    }

    /** Those that are there and have places between two, both included, newest first. */
    static List<Volume> between(Connection connection, long from, long to) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT number FROM volume WHERE number BETWEEN ? AND ? ORDER BY number DESC")) {
            select.setLong(1, of(from).number);
            select.setLong(2, of(to).number);
            return read(select.executeQuery());
        }
    }

    /** All that are there, oldest first. */
    static List<Volume> all(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement()) {
            return read(select.executeQuery("SELECT number FROM volume ORDER BY number"));
        }
    }

    private static List<Volume> read(ResultSet rows) throws SQLException {
        List<Volume> out = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                out.add(new Volume(rows.getLong(1)));
            }
        }
        return out;
    }

    /** The first place that belongs to it. */
    long first() {
        return number * PLACES;
    }

    /** The last place that belongs to it. */
    long last() {
        return first() + PLACES - 1;
    }

    /** Speaks of this one's tables: {@code #} becomes its number. */
    String sql(String text) {
        return text.replace("#", "_" + number);
    }

    /** Makes its tables where they are not there yet; in the caller's transaction. */
    void make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.executeUpdate("INSERT OR IGNORE INTO volume VALUES (" + number + ")") > 0) {
                for (String table : TABLES) {
                    statement.executeUpdate(sql(table));
                }
            }
        }
    }

    /** Forgets all that is in it; in the caller's transaction. */
    void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String name : NAMES) {
                statement.executeUpdate(sql("DROP TABLE " + name));
            }
            statement.executeUpdate("DELETE FROM volume WHERE number = " + number);
        }
    }
}
