package io.wotnotrelay.sink;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The one connection of a destination, made when it is first needed and kept. After a failure, or when it was idle for a
 * while, it is looked at before it is used again. Who fails within a transaction leaves nothing of it.
 */
final class SqlConnection implements AutoCloseable {
    private static final long IDLE = TimeUnit.SECONDS.toNanos(30);

    private final String url;
    private final Properties properties;
    private final Duration timeout;
    private Connection open;
    private boolean suspect;
    private long used;

    /** What is done with it. */
    interface Work {
        void on(Connection connection) throws SQLException;
    }

    SqlConnection(String url, Properties properties, Duration timeout) {
        this.url = url;
        this.properties = properties;
        this.timeout = timeout;
    }

    /** In a transaction of its own. */
    synchronized void transact(Work work) throws SQLException {
        Connection connection = connection();
        suspect = true;
        try {
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
            suspect = false;
            used = System.nanoTime();
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private void rollBack(Exception why) {
        try {
            open.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
            close();
        }
    }

    private Connection connection() throws SQLException {
        boolean doubtful = suspect || System.nanoTime() - used > IDLE;
        if (open != null && doubtful && !open.isValid((int) Math.max(1, timeout.toSeconds()))) {
            close();
        }
        if (open == null) {
            open = DriverManager.getConnection(url, properties);
            bound();
        }
        return open;
    }

    private void bound() {
        try {
            open.setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
        } catch (SQLException | AbstractMethodError e) {
            // a driver without it, such as one of a database in a file
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            // nothing is expected of it any more
        } finally {
            open = null;
        }
    }
}
