package io.wotnotrelay.log.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Copies a log, also one that a relay is writing, into an empty file. What is only ever added to is copied a page at a
 * time, each in a short transaction; then one last short transaction brings that up to date and copies all the rest, so
 * that the copy is the log as of that transaction and no other moment. A reader that held one transaction for all of it
 * would keep the write-ahead log from being folded in for that long (docs/adr/0006).
 */
final class LogCopy implements AutoCloseable {
    private static final List<String> ADDED_TO = List.of("event", "intake", "outcome");
    private static final long LITTLE_ROWS = 5_000;
    private static final int MOST_ROUNDS = 20;

    private final Connection connection;
    private final CopyPace pace;
    private final long schema;

    LogCopy(Database source, Path copy, CopyPace pace) throws SQLException {
        this.connection = Database.copying(source, copy);
        this.pace = pace;
        try {
            this.schema = number("PRAGMA source.schema_version");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Copies everything; the label is written at the beginning of the transaction that the copy is as of. */
    void run(Label label) throws SQLException {
        tables();
        catchUp();
        execute("BEGIN");
        label.write(connection);
        for (CopyRange range : ranges()) {
            range.copy(connection, Long.MAX_VALUE);
            range.trim(connection);
        }
        rest();
        if (number("PRAGMA source.schema_version") != schema) {
            throw new SQLException("its tables were changed meanwhile; take the backup again");
        }
        execute("COMMIT");
    }

    /** Writes what the copy says of itself. */
    interface Label {
        void write(Connection connection) throws SQLException;
    }

    /** What came during one round is copied in the next, until that is little. */
    private void catchUp() throws SQLException {
        long before = Long.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            long rows = round();
            if (rows < LITTLE_ROWS) {
                return;
            }
            if (rows > before / 2) {
                pace.hurry();
            }
            before = rows;
        }
    }

    private void tables() throws SQLException {
        for (String sql : texts("SELECT sql FROM source.sqlite_schema WHERE sql IS NOT NULL"
                + " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY rowid")) {
            execute(sql);
        }
    }

    /** What is there when each part's turn comes; what is added meanwhile is the next round's. */
    private long round() throws SQLException {
        long rows = 0;
        for (CopyRange range : ranges()) {
            rows += copy(range.asOfNow(connection));
        }
        return rows;
    }

    private long copy(CopyRange range) throws SQLException {
        long rows = 0;
        long page;
        do {
            page = range.copy(connection, pace.rows());
            rows += page;
            pace.rest(page);
        } while (page > 0);
        return rows;
    }

    /** Numbers of lanes are never given again, so the largest one ever given bounds those of forgotten lanes too. */
    private List<CopyRange> ranges() throws SQLException {
        long lanes = number("SELECT coalesce(max(seq), 0) FROM source.sqlite_sequence WHERE name = 'lane'");
        return Stream.concat(
                        Stream.of(CopyRange.whole("event", "seq"), CopyRange.whole("intake", "n")),
                        LongStream.rangeClosed(1, lanes).mapToObj(CopyRange::outcomes))
                .toList();
    }

    private void rest() throws SQLException {
        for (String table : texts("SELECT name FROM source.sqlite_schema WHERE type = 'table'"
                + " AND name NOT LIKE 'sqlite!_%' ESCAPE '!'")) {
            if (!ADDED_TO.contains(table)) {
                execute("INSERT INTO main.\"%1$s\" SELECT * FROM source.\"%1$s\"".formatted(table));
            }
        }
        execute("DELETE FROM main.sqlite_sequence");
        execute("INSERT INTO main.sqlite_sequence SELECT * FROM source.sqlite_sequence");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> out = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                out.add(row.getString(1));
            }
        }
        return out;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
