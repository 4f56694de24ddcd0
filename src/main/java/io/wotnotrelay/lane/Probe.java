package io.wotnotrelay.lane;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * When a lane that stands still tries one delivery: a growing time after the last one. Each probe takes another event
 * as long as there is one, so that an event which can never go well does not keep the lane from finding out.
 */
final class Probe {
    private static final int MOST_DOUBLINGS = 30;

    private final long first;
    private final long most;
    private final Set<Long> tried = new HashSet<>();
    private int failures;
    private long nextAt;
    private boolean underWay;

    /** {@code first}: before the first one; doubled after each that fails, up to {@code most}. */
    Probe(Duration first, Duration most) {
        this.first = Math.max(1, first.toNanos());
        this.most = Math.max(this.first, most.toNanos());
    }

    /** The lane stands still from now on. */
    void begin(long now) {
        tried.clear();
        failures = 0;
        underWay = false;
        nextAt = now + first;
    }

    /** Something may have changed. */
    void atOnce(long now) {
        nextAt = Math.min(nextAt, now);
        failures = 0;
    }

    boolean isDue(long now) {
        return !underWay && now >= nextAt;
    }

    /** When the next one is due, as far as that is a matter of time. */
    long nextAt() {
        return underWay ? Long.MAX_VALUE : nextAt;
    }

    /** Whether this one's turn is still to come. */
    boolean isNew(Entry entry) {
        return !tried.contains(entry.seq);
    }

    /** It is not asked, or not asked again, before all others. */
    void tried(Entry entry) {
        tried.add(entry.seq);
    }

    /** All had their turn: the first one's comes again. */
    void startOver() {
        tried.clear();
    }

    void started(Entry entry) {
        tried(entry);
        underWay = true;
    }

    /** Its run is over, however it ended. */
    void ended() {
        underWay = false;
    }

    /** The destination does not deliver yet. */
    void failed(long now) {
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
        nextAt = now + Math.min(most, (long) Math.min(most, first * Math.pow(2, failures)));
    }

    /** It told nothing of the destination: the next one may try. */
    void untold(long now) {
        nextAt = now;
    }
}
