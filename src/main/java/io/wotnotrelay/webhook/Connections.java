package io.wotnotrelay.webhook;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open connections: not more than so many, none overdue. */
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final int most;

    /** @param wanted half of the file descriptors that are left is the upper bound: the store and the lanes need some as well */
    Connections(int wanted) {
        this(wanted, descriptors());
    }

    Connections(int wanted, long descriptors) {
        this.most = (int) Math.max(1, Math.min(wanted, descriptors / 2));
        if (most < wanted) {
            LOG.warn(
                    "The webhook holds at most {} connections open instead of {}: this process may open only {} more files."
                            + " Raise its limit (ulimit -n, LimitNOFILE) or lower relay.webhook.max-connections.",
                    most,
                    wanted,
                    descriptors);
        }
    }

    /**
     * Adds a connection. When there are too many, one makes room that is not being answered: an idle one before one
     * that is still sending, and the one that has been at it for longest, so that whoever sends at a good pace is served.
     *
     * @return false when all others are being answered, and the new one has to go
     */
    synchronized boolean add(Connection connection) {
        if (open.size() >= most && !makeRoom()) {
            return false;
        }
        open.add(connection);
        return true;
    }

    void remove(Connection connection) {
        open.remove(connection);
    }

    /** Ends what is overdue. */
    void sweep() {
        long now = System.nanoTime();
        for (Connection connection : open) {
            if (connection.overdue(now)) {
                connection.expire();
            }
        }
    }

    int most() {
        return most;
    }

    int size() {
        return open.size();
    }

    private boolean makeRoom() {
        long now = System.nanoTime();
        Connection victim = open.stream()
                .filter(Connection::droppable)
                .min(Comparator.comparingInt(Connections::worth).thenComparingLong(c -> c.since() - now))
                .orElse(null);
        if (victim == null || !open.remove(victim)) {
            return false;
        }
        victim.close();
        return true;
    }

    /** Half a head and half a body are worth the same: or those who hold bodies would have newcomers drive each other out. */
    private static int worth(Connection connection) {
        return switch (connection.phase()) {
            case IDLE, CLOSING -> 0;
            case HEAD, BODY -> 1;
            case ANSWER -> 2;
        };
    }

    /** How many more the system grants: the libraries alone hold over a hundred. */
    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
