package io.wotnotrelay.lane;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * How far a lane has read, and how it hears of more. The bell moves a lane that wants nothing of what came past it
 * without waking it: that is what makes an idle lane free.
 */
final class Ear {
    private final AtomicLong position;
    private final Predicate<String> wants;
    private final Runnable wake;
    private volatile boolean listening;
    private volatile boolean still;
    private volatile boolean skipped;

    Ear(long position, Predicate<String> wants, Runnable wake) {
        this.position = new AtomicLong(position);
        this.wants = wants;
        this.wake = wake;
    }

    boolean wants(String kind) {
        return wants.test(kind);
    }

    /** Every matching event up to this seq is known to the lane. */
    long position() {
        return position.get();
    }

    /** The lane has taken all it wants up to {@code seq}; the bell may already be further. */
    void advance(long seq) {
        position.accumulateAndGet(seq, Math::max);
    }

    /** Whether the lane waits for new events, as opposed to being busy, full or paused. */
    void listening(boolean now) {
        listening = now;
    }

    /** A still one is not moved: the cursor of a paused lane stands. */
    void still(boolean now) {
        still = now;
    }

    /**
     * Events came.
     *
     * @param start the seq before the first of them
     * @param end the seq of the last
     * @param wanted whether the lane wants one of them
     */
    void rang(long start, long end, boolean wanted) {
        while (!wanted && !still) {
            long at = position.get();
            if (at >= end) {
                return;
            }
            if (at < start) {
                break;
            }
            if (position.compareAndSet(at, end)) {
                skipped = true;
                return;
            }
        }
        if (listening && position.get() < end) {
            listening = false;
            wake.run();
        }
    }

    /** Lets a lane that was moved past events write its cursor down. */
    void tick() {
        if (skipped) {
            skipped = false;
            wake.run();
        }
    }
}
