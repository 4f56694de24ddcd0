package io.wotnotrelay.webhook;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections: not more than so many, none overdue. */
final class Connections {
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final int most;

    /** @param most wanted; half of the file descriptors the system grants is the upper bound */
    Connections(int most) {
        this.most = (int) Math.max(1, Math.min(most, descriptors() / 2));
    }

    /**
     * Adds a connection. When there are too many, one makes room that is not being answered: an idle one before one
     * that is still sending, and the one that has been at it for longest, so that whoever sends at a good pace is served.
     *
     * @return false when all others are being answered, and the new one has to go
     */
    synchronized boolean add(Connection connection) {
        while (open.size() >= most) {
            if (!makeRoom()) {
                return false;
            }
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

    int size() {
        return open.size();
    }

    private boolean makeRoom() {
        long now = System.nanoTime();
        Connection victim = open.stream()
                .filter(Connection::droppable)
                .min(Comparator.comparingInt(Connections::worth).thenComparingLong(c -> c.since() - now))
                .orElse(null);
        if (victim == null) {
            return false;
        }
        if (open.remove(victim)) {
            victim.close();
        }
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

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
