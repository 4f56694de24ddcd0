package io.wotnotrelay.log.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private Connection connection;

    @BeforeEach
    void aTable() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        update("CREATE TABLE t (n INTEGER)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void allOfItIsThere() throws SQLException {
        Transaction.of(connection, () -> update("INSERT INTO t VALUES (1), (2)"));
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void whatFailsLeavesNothing() throws SQLException {
        assertThatThrownBy(() -> Transaction.of(connection, () -> {
                    update("INSERT INTO t VALUES (1)");
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(rows()).isZero();
    }

    @Test
    void whyItFailedIsToldAlsoWhereTheDatabaseHasTakenItBackByItself() throws SQLException {
        assertThatThrownBy(() -> Transaction.of(connection, () -> {
                    update("ROLLBACK");
                    throw new SQLException("the disk is full");
                }))
                .hasMessage("the disk is full");
        Transaction.of(connection, () -> update("INSERT INTO t VALUES (1)"));
        assertThat(rows()).isEqualTo(1);
    }

    private void update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private long rows() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return DerivedFile.number(statement, "SELECT count(*) FROM t");
        }
    }
}
