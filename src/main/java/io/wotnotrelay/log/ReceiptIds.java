package io.wotnotrelay.log;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers for receipts: epoch milliseconds in the upper 43 bits, so that they sort by time, never the same twice. */
public final class ReceiptIds {
    private static final int BITS = 20;
    private final Clock clock;
    private final AtomicLong last;

    public ReceiptIds(Clock clock) {
        this.clock = clock;
        this.last = new AtomicLong((clock.millis() << BITS) | new SecureRandom().nextInt(1 << (BITS - 1)));
    }

    /** The next number. */
    public long next() {
        long now = clock.millis() << BITS;
        return last.updateAndGet(l -> Math.max(l + 1, now));
    }
}
