package io.wotnotrelay.log;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers for receipts: epoch milliseconds in the upper 43 bits, so that they sort by time, never the same twice. */
public final class ReceiptIds {
    private static final int BITS = 20;
    /** Of these, the lower ones tell replicas apart. */
    private static final int REPLICA_BITS = 8;

    private static final long STEP = 1 << REPLICA_BITS;
    private final Clock clock;
    private final long replica;
    private final AtomicLong last;

    /** Of a relay alone on its log. */
    public ReceiptIds(Clock clock) {
        this(clock, 0);
    }

    /** {@code replica}: {@link EventLog#replica()}; those of two replicas differ unless 256 starts lie between them. */
    public ReceiptIds(Clock clock, long replica) {
        this.clock = clock;
        this.replica = replica & STEP - 1;
        long begin = new SecureRandom().nextInt(1 << (BITS - REPLICA_BITS - 1)) * STEP;
        this.last = new AtomicLong(clock.millis() << BITS | begin | this.replica);
    }

    /** The next number. */
    public long next() {
        long now = clock.millis() << BITS | replica;
        return last.updateAndGet(l -> Math.max(l + STEP, now));
    }
}
