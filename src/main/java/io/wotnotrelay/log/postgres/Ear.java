package io.wotnotrelay.log.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of what other replicas commit, and wakes the writer to take it in; and of leases that are given back. What is not
 * heard is found by the writer itself within a second, and by the replica with its next beat.
 */
final class Ear implements Runnable {
    static final String CHANNEL = "wotnot_relay_log";
    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);
    /** Instead of the number of the replica that has committed. */
    private static final String FREED = "lease";

    private static final int PATIENCE_MILLIS = 500;

    private final Server server;
    private final String own;
    private final Runnable wake;
    private final Runnable freed;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Connection open;

    /**
     * @param wake another replica has committed
     * @param freed a lease was given back
     */
    Ear(Server server, long replica, Runnable wake, Runnable freed) {
        this.server = server;
        this.own = Long.toString(replica);
        this.wake = wake;
        this.freed = freed;
    }

    /** To be heard by all once this transaction is committed. */
    static boolean tellFreed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("NOTIFY " + CHANNEL + ", '" + FREED + "'");
        }
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
        Set<String> who = Arrays.stream(said).map(PGNotification::getParameter).collect(Collectors.toSet());
        if (who.remove(FREED)) {
            freed.run();
        }
        who.remove(own);
        if (!who.isEmpty()) {
            wake.run();
        }
    }
}
