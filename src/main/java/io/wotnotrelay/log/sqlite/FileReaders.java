package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.sql.Readers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/** A few read connections. Each loan is one short question: nobody holds a transaction open. */
final class FileReaders implements Readers {
    private static final int MOST = 4;

    private final Database database;
    private final FileFaults faults;
    private final Semaphore permits = new Semaphore(MOST, true);
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    FileReaders(Database database, FileFaults faults) {
        this.database = database;
        this.faults = faults;
    }

    @Override
    public <T> T ask(Question<T> question) {
        permits.acquireUninterruptibly();
        Connection connection = null;
        try {
            connection = borrow();
            T answer = question.ask(SqliteTexts.on(connection));
            giveBack(connection);
            return answer;
        } catch (SQLException e) {
            discard(connection);
            throw faults.unreadable(e);
        } catch (RuntimeException | Error e) {
            discard(connection);
            throw e;
        } finally {
            permits.release();
        }
    }

    private Connection borrow() throws SQLException {
        synchronized (idle) {
            if (closed) {
                throw new StoreUnavailableException("The event log is closed.", null);
            }
            Connection connection = idle.poll();
            if (connection != null) {
                return connection;
            }
        }
        return database.reading();
    }

    private void giveBack(Connection connection) throws SQLException {
        synchronized (idle) {
            if (!closed) {
                idle.push(connection);
                return;
            }
        }
        connection.close();
    }

    private static void discard(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // it is given up anyway
        }
    }

    /** Waits for the questions being asked, then closes all connections. */
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
        }
        permits.acquireUninterruptibly(MOST);
        idle.forEach(FileReaders::discard);
        idle.clear();
        permits.release(MOST);
    }
}
