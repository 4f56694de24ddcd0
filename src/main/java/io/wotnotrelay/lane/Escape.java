package io.wotnotrelay.lane;

import io.wotnotrelay.log.Parked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Says when an event that fails has held up its conversation for too long: after so much running time of the lane since
 * its first try, or with so many behind it. It then leaves the order, keeps its remaining tries, and the others go on.
 */
final class Escape {
    /** So many behind one are as bad as a long time. */
    static final int MOST_BLOCKED = 100;

    private final long afterMillis;
    private final RunClock clock;
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparingLong(Alarm::at));

    private record Alarm(long at, Entry entry) {}

    Escape(long afterMillis, RunClock clock) {
        this.afterMillis = afterMillis;
        this.clock = clock;
    }

    /** One is parked to be tried again: from now on its time is watched. */
    void watch(Entry entry, long now) {
        if (entry.conversation == null || entry.outOfOrder) {
            return;
        }
        boolean watched = entry.escapeAt != Long.MAX_VALUE;
        entry.escapeAt = clock.millis(now) + Math.max(0, afterMillis - entry.age);
        if (!watched) {
            alarms.add(new Alarm(entry.escapeAt, entry));
        }
    }

    /** Whether this one is to leave the order now. */
    boolean isRipe(Entry entry, long now) {
        Chain chain = entry.chain;
        boolean holdsUp = entry == chain.head && chain.key != null && chain.length > 1;
        return holdsUp
                && entry.parkedAs == Parked.State.RETRYING
                && !entry.outOfOrder
                && (chain.length > MOST_BLOCKED || clock.millis(now) >= entry.escapeAt);
    }

    /** Those whose time has come; whether they are ripe is another question. */
    List<Entry> due(long now) {
        if (alarms.isEmpty()) {
            return List.of();
        }
        List<Entry> due = new ArrayList<>();
        long millis = clock.millis(now);
        while (!alarms.isEmpty() && alarms.peek().at <= millis) {
            Entry entry = alarms.poll().entry;
            if (entry.escapeAt > millis) {
                alarms.add(new Alarm(entry.escapeAt, entry));
            } else {
                due.add(entry);
            }
        }
        return due;
    }

    /** When the next one's time comes if the lane goes on running, in nanoseconds of its ticker. */
    long nextAt(long now) {
        return alarms.isEmpty() ? Long.MAX_VALUE : now + (alarms.peek().at - clock.millis(now)) * 1_000_000;
    }
}
