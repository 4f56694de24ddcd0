package io.wotnotrelay.log.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of what other replicas commit, and wakes the writer to take it in. What is not heard is found by the writer
 * itself within a second.
 */
final class Ear implements Runnable {
    static final String CHANNEL = "wotnot_relay_log";
    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);
    private static final int PATIENCE_MILLIS = 500;

    private final Server server;
    private final String own;
    private final Runnable wake;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Connection open;

    Ear(Server server, long replica, Runnable wake) {
        this.server = server;
        this.own = Long.toString(replica);
        this.wake = wake;
    }

    void end() {
        end.countDown();
        Connection connection = open;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The connection for notifications was gone", e);
            }
        }
    }

    @Override
    public void run() {
        try {
            while (!end.await(0, TimeUnit.MILLISECONDS)) {
                listen();
                end.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (Connection connection = server.listening();
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
            open = connection;
            PGConnection notified = connection.unwrap(PGConnection.class);
            while (end.getCount() > 0) {
                hear(notified.getNotifications(PATIENCE_MILLIS));
            }
        } catch (SQLException e) {
            LOG.debug("Nothing is heard of other replicas now", e);
        }
    }

    private void hear(PGNotification[] said) {
        if (said == null) {
            return;
        }
        for (PGNotification one : said) {
            if (!one.getParameter().equals(own)) {
                wake.run();
                return;
            }
        }
    }
}
