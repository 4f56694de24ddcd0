package io.wotnotrelay.sink;

import java.time.Duration;

/** The moment by which a delivery must have ended, whatever the other side does. */
record Deadline(long nanos, Duration allowed) {
    static Deadline in(Duration allowed) {
        return new Deadline(System.nanoTime() + allowed.toNanos(), allowed);
    }

    /** Nanoseconds; not positive once it has passed. */
    long left() {
        return nanos - System.nanoTime();
    }

    boolean passed() {
        return left() <= 0;
    }
}
