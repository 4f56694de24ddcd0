package io.wotnotrelay.log.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyRangeTest {
    private static final int MOST_PAGES = 100;

    private final CopyRange events = CopyRange.whole("event", "seq");
    private Connection connection;

    @BeforeEach
    void twoLogs() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        execute("ATTACH ':memory:' AS source");
        execute("CREATE TABLE main.event (seq INTEGER PRIMARY KEY)");
        execute("CREATE TABLE source.event (seq INTEGER PRIMARY KEY)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void copyingEndsThoughMoreIsAddedThanAPageHolds() throws SQLException {
        add(10);
        assertThat(copyWhileAdding(events.asOfNow(connection), 5)).isEqualTo(10);
        assertThat(copied()).isEqualTo(10);
    }

    @Test
    void theNextTurnCopiesWhatWasAddedMeanwhile() throws SQLException {
        add(10);
        copyWhileAdding(events.asOfNow(connection), 5);
        copyWhileAdding(events.asOfNow(connection), 0);
        assertThat(copied()).isEqualTo(number("SELECT count(*) FROM source.event"));
    }

    @Test
    void nothingIsCopiedOfAnEmptyPart() throws SQLException {
        assertThat(copyWhileAdding(events.asOfNow(connection), 5)).isZero();
    }

    /** In pages of three rows, with so many new ones after each. */
    private long copyWhileAdding(CopyRange range, int added) throws SQLException {
        long rows = 0;
        long page = 1;
        for (int pages = 0; page > 0 && pages < MOST_PAGES; pages++) {
            page = range.copy(connection, 3);
            rows += page;
            add(added);
        }
        return rows;
    }

    private void add(int rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            execute("INSERT INTO source.event SELECT coalesce(max(seq), 0) + 1 FROM source.event");
        }
    }

    private long copied() throws SQLException {
        return number("SELECT count(*) FROM main.event");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
