package io.wotnotrelay.lane;

import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import java.util.Collection;

/** Deliveries that a lane has taken and not settled: the live ones, or those of a job. Owned by the lane's thread. */
interface Stock {
    /** Whose turn it is among them. */
    Turns turns();

    /** When one of them may start, as far as a limit of their own says: now, or later. */
    default long notBefore(long now) {
        return now;
    }

    /** A run of some of them starts. */
    default void started(long now) {}

    /** Whether no more will come: a batch need not wait for others. */
    default boolean isLast() {
        return false;
    }

    /** Keeps one that will be tried again at {@code due} of the lane's ticker; {@code row}: as it is parked. */
    void retry(Entry entry, Parked row, long due, long now);

    /** Keeps one until the lane is no longer held. */
    void hold(Entry entry, Parked row);

    /** Whether one that fails now is to leave the order of its conversation with that. */
    boolean escapes(Entry entry, long now);

    /** One has ended; {@code dead}: its row among the dead letters, null for every other end. */
    void settle(Entry entry, Outcome outcome, Parked dead);

    /** The try of one tells nothing of it and costs it nothing. */
    void spare(Entry entry);

    /** A run is over: what was not settled with it may run again. */
    void release(Collection<Entry> entries, long now);

    /** Whether this one can come back from the dead letters now. */
    boolean mayRevive(Refused refused);

    /** Brings one back from the dead letters, before the later ones of its conversation. */
    Entry revive(Parked row, long now);
}
