package io.wotnotrelay.lane;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The rate of route runs: a bucket of tokens, each of which comes back when its time has passed since it was taken. So
 * there are never more runs than that in any such time, also right after the start, as the quotas of the destinations
 * are counted. (A bucket that fills evenly would let twice as many through in its first period.)
 */
final class Pace {
    private int runs;
    private long per;
    private final Deque<Long> taken = new ArrayDeque<>();

    /** {@code rate} null for no limit. */
    Pace(LaneOptions.Rate rate) {
        limit(rate);
    }

    /** From now on at this rate; null for no limit. */
    void limit(LaneOptions.Rate rate) {
        this.runs = rate == null ? 0 : Math.max(1, rate.runs());
        this.per = rate == null ? 0 : rate.per().toNanos();
    }

    /** When the next run may start: now, or later. */
    long next(long now) {
        while (!taken.isEmpty() && taken.peekFirst() + per <= now) {
            taken.removeFirst();
        }
        return taken.size() < runs || runs == 0 ? now : taken.peekFirst() + per;
    }

    void take(long now) {
        if (runs > 0) {
            taken.addLast(now);
        }
    }

    /** The run that took its token at this time did not reach the route. */
    void giveBack(long takenAt) {
        taken.removeLastOccurrence(takenAt);
    }
}
