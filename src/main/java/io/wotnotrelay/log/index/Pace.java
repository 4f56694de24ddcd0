package io.wotnotrelay.log.index;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Keeps background work to a share of one core by resting after each little piece: a small one while events come in. */
final class Pace {
    private static final long PIECE_NANOS = 10_000_000;
    private static final long BUSY_EVENTS_A_SECOND = 500;
    private static final double SHARE_AT_REST = 0.6;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final double busyShare;
    private final LongSupplier head;
    private long cpu;
    private long time = System.nanoTime();
    private long seen;

    /**
     * @param busyShare of one core, while events come in
     * @param head of the log
     */
    Pace(double busyShare, LongSupplier head) {
        this.busyShare = busyShare;
        this.head = head;
    }

    void begin() {
        cpu = THREADS.getCurrentThreadCpuTime();
        time = System.nanoTime();
        seen = head.getAsLong();
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
        long events = head.getAsLong() - seen;
        double seconds = (System.nanoTime() - time) / 1e9;
        return events > BUSY_EVENTS_A_SECOND * seconds ? busyShare : Math.max(busyShare, SHARE_AT_REST);
    }
}
