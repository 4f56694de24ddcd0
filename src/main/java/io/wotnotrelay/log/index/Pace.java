package io.wotnotrelay.log.index;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Keeps background work to a share of one core by resting after each little piece: a small one while events come in, or
 * while lanes write what they have delivered.
 */
final class Pace {
    private static final long PIECE_NANOS = 10_000_000;
    private static final long BUSY_EVENTS_A_SECOND = 500;
    private static final long BUSY_COMMITS_A_SECOND = 20;
    private static final double SHARE_AT_REST = 0.6;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final double busyShare;
    private final LongSupplier head;
    private final LongSupplier commits;
    private long cpu;
    private long time = System.nanoTime();
    private long seen;
    private long committed;

    /**
     * @param busyShare of one core, while the log is busy
     * @param head of the log
     * @param commits of the log so far, those of lanes included
     */
    Pace(double busyShare, LongSupplier head, LongSupplier commits) {
        this.busyShare = busyShare;
        this.head = head;
        this.commits = commits;
    }

    void begin() {
        cpu = THREADS.getCurrentThreadCpuTime();
        time = System.nanoTime();
        seen = head.getAsLong();
        committed = commits.getAsLong();
    }

    /** Rests when a piece has been done. */
    void rest() {
        long worked = THREADS.getCurrentThreadCpuTime() - cpu;
        if (worked >= PIECE_NANOS) {
            LockSupport.parkNanos((long) (worked * (1 / share() - 1)));
            begin();
        }
    }

    private double share() {
        double seconds = (System.nanoTime() - time) / 1e9;
        boolean taking = head.getAsLong() - seen > BUSY_EVENTS_A_SECOND * seconds;
        boolean settling = commits.getAsLong() - committed > BUSY_COMMITS_A_SECOND * seconds;
        return taking || settling ? busyShare : Math.max(busyShare, SHARE_AT_REST);
    }
}
