package io.wotnotrelay.lane;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToLongFunction;

/**
 * What lanes of one {@code quota} share: the lowest of their rates, counted over all of them, and the wait when the
 * destination says that it is used up (429). A lane without a quota has one for itself. Safe for use by many threads.
 */
final class Credential {
    private static final Comparator<LaneOptions.Rate> BY_RATE =
            Comparator.comparingDouble(r -> (double) r.runs() / r.per().toNanos());

    private final Map<Object, Member> members = new HashMap<>();
    private final Pace pace = new Pace(null);
    private volatile long until;
    private volatile int refusals;
    private volatile String cause;

    private record Member(LaneOptions.Rate rate, Runnable wake) {}

    /** A lane takes part; {@code wake} is called when another one was refused. */
    synchronized void join(Object lane, LaneOptions.Rate rate, Runnable wake) {
        members.put(lane, new Member(rate, wake));
        limit();
    }

    synchronized void leave(Object lane) {
        members.remove(lane);
        limit();
    }

    synchronized boolean isEmpty() {
        return members.isEmpty();
    }

    private void limit() {
        pace.limit(members.values().stream()
                .map(Member::rate)
                .filter(Objects::nonNull)
                .min(BY_RATE)
                .orElse(null));
    }

    /** When the next run may start, as far as the rate says: now, or later. */
    synchronized long next(long now) {
        return pace.next(now);
    }

    /** Takes a token of the rate, if there is one. */
    synchronized boolean take(long now) {
        boolean may = pace.next(now) <= now;
        if (may) {
            pace.take(now);
        }
        return may;
    }

    /** The run that took its token at this time did not reach the route. */
    synchronized void giveBack(long takenAt) {
        pace.giveBack(takenAt);
    }

    /**
     * Refused: runs that were under way when the wait began do not make it grow, unless the destination said a time.
     *
     * @param wait nanoseconds after so many refusals in a row
     */
    void refused(long now, boolean told, String why, IntToLongFunction wait) {
        synchronized (this) {
            if (now >= until) {
                refusals++;
            } else if (!told) {
                return;
            }
            cause = why;
            until = Math.max(until, now + wait.applyAsLong(refusals));
        }
        wakeAll();
    }

    private void wakeAll() {
        Runnable[] wakes;
        synchronized (this) {
            wakes = members.values().stream().map(Member::wake).toArray(Runnable[]::new);
        }
        for (Runnable wake : wakes) {
            wake.run();
        }
    }

    /** The destination answered something else. */
    void answered() {
        if (refusals != 0) {
            refusals = 0;
        }
    }

    boolean waits(long now) {
        return now < until;
    }

    long until() {
        return until;
    }

    /** Why it waited last. */
    String cause() {
        return cause;
    }
}
