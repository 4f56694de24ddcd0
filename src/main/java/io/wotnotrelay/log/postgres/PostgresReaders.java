package io.wotnotrelay.log.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.sql.Readers;
import java.sql.Connection;
import java.sql.SQLException;

/** Questions on pooled connections, each in a short transaction of its own. */
final class PostgresReaders implements Readers {
    private final HikariDataSource pool;
    private final ServerFaults faults;

    PostgresReaders(HikariDataSource pool, ServerFaults faults) {
        this.pool = pool;
        this.faults = faults;
    }

    @Override
    public <T> T ask(Question<T> question) {
        if (pool.isClosed()) {
            throw new StoreUnavailableException("The event log is closed.", null);
        }
        try (Connection connection = pool.getConnection()) {
            T answer = question.ask(PostgresTexts.on(connection));
            connection.commit();
            return answer;
        } catch (SQLException e) {
            throw faults.unreadable(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
