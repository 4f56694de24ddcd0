package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.StoredEvent;
import java.util.List;

/** What is kept in memory of a log, as of the last commit. Written by the writer only. */
public final class Memory {
    private final LaneStates lanes = new LaneStates();
    private final Tail tail = new Tail();
    private final DigestWindow window;
    private volatile long head;

    /** {@code window}: empty; whoever opens the log fills it. */
    public Memory(DigestWindow window) {
        this.window = window;
    }

    public LaneStates lanes() {
        return lanes;
    }

    public Tail tail() {
        return tail;
    }

    public DigestWindow window() {
        return window;
    }

    /** The seq of the last event; from any thread. */
    public long head() {
        return head;
    }

    /** Goes on from this head: what is after it is not in the tail yet. */
    public void begin(long last) {
        head = last;
        tail.reset(last + 1);
    }

    /** Goes to this head; the events up to it are in the tail, or will be missed there. */
    public void move(long last) {
        head = last;
    }

    /** Keeps the last events at hand. */
    void remember(List<StoredEvent> events) {
        if (!events.isEmpty() && tail.next() != events.get(0).seq()) {
            tail.reset(events.get(0).seq());
        }
        tail.add(events);
    }
}
