package io.wotnotrelay.log.index;

import io.wotnotrelay.log.derived.DerivedFile;
import io.wotnotrelay.log.derived.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Takes out of the index what the log has forgotten, a little at a time; a search leaves it out before that. */
final class Forgetting {
    private static final int ROWS = 2_000;
    private static final int SWEPT = 100_000;

    private final Connection connection;
    private final long first;

    /** @param first the first place that the log still has */
    Forgetting(Connection connection, long first) {
        this.connection = connection;
        this.first = first;
    }

    /** One step; says whether it had something to do. */
    boolean step() throws SQLException {
        for (Volume volume : Volume.all(connection)) {
            if (volume.last() < first) {
                Transaction.of(connection, () -> volume.drop(connection));
                return true;
            }
            return volume.first() < first && (thinned(volume) || swept(volume));
        }
        return false;
    }

    private boolean thinned(Volume volume) throws SQLException {
        long oldest = number(volume.sql("SELECT min(seq) FROM entry#"));
        if (oldest == 0 || oldest >= first) {
            return false;
        }
        long to = Math.min(first, oldest + ROWS);
        Transaction.of(connection, () -> {
            update(volume.sql("DELETE FROM words# WHERE rowid IN (SELECT seq FROM entry# WHERE seq < " + to + ")"));
            update(volume.sql("DELETE FROM entry# WHERE seq < " + to));
        });
        return true;
    }

    /** These two stand in another order than seq, so they are swept whole, but seldom. */
    private boolean swept(Volume volume) throws SQLException {
        long swept = Math.max(volume.first(), number("SELECT swept FROM state"));
        if (first - swept < SWEPT) {
            return false;
        }
        Transaction.of(connection, () -> {
            update(volume.sql("DELETE FROM by_id# WHERE seq < " + first));
            update(volume.sql("DELETE FROM by_conversation# WHERE seq < " + first));
            update("UPDATE state SET swept = " + first);
        });
        return true;
    }

    private void update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return DerivedFile.number(statement, sql);
        }
    }
}
