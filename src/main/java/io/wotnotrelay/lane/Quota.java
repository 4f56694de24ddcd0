package io.wotnotrelay.lane;

import java.time.Duration;

/** The wait of a whole lane that its destination asked for (429). It costs the events nothing, not even age. */
final class Quota {
    private final Backoff backoff;
    private long until;
    private int refusals;

    Quota(Backoff backoff) {
        this.backoff = backoff;
    }

    /** Refused: runs that were under way when the wait began do not make it grow. */
    void refused(long now, Duration retryAfter) {
        if (now >= until) {
            refusals++;
        } else if (retryAfter == null) {
            return;
        }
        until = Math.max(until, now + backoff.afterQuota(refusals, retryAfter) * 1_000_000);
    }

    /** The destination answered something else. */
    void answered() {
        refusals = 0;
    }

    boolean waits(long now) {
        return now < until;
    }

    long until() {
        return until;
    }
}
