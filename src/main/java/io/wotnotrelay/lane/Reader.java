package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Reads the log for one lane, in its thread: the shared tail where the lane keeps up, else pages of about 1 MiB. */
final class Reader {
    private static final int MOST = 512;
    private static final int FIRST = 64;
    private static final long PAGE_BYTES = 1 << 20;

    private final EventLog log;
    private final Tail tail;
    private final Bell bell;
    private final Ear ear;
    private final long[] done;
    private final Deque<StoredEvent> page = new ArrayDeque<>();
    private int most = FIRST;

    /** {@code done}: ascending seqs past the cursor that are settled or parked already. */
    Reader(EventLog log, Tail tail, Bell bell, Ear ear, long[] done) {
        this.log = log;
        this.tail = tail;
        this.bell = bell;
        this.ear = ear;
        this.done = done;
    }

    /**
     * The next event the lane wants and has not dealt with, or null when there is none yet or the page is used up;
     * then {@link #fill} tells which. The lane must call {@link #taken} before the next one.
     */
    StoredEvent next() {
        for (StoredEvent e = page.poll(); e != null; e = page.poll()) {
            if (e.seq() > ear.position() && wants(e)) {
                return e;
            }
            ear.advance(e.seq());
        }
        return null;
    }

    /** The lane knows this event now: the cursor may count on it. */
    void taken(StoredEvent event) {
        ear.advance(event.seq());
    }

    /** Gets a page; false when the lane has read all it was told of, and will be woken when there is more. */
    boolean fill() {
        ear.listening(false);
        if (ear.position() >= bell.rung()) {
            ear.listening(true);
            if (ear.position() >= bell.rung()) {
                return false;
            }
            ear.listening(false);
        }
        load();
        return true;
    }

    private void load() {
        long after = ear.position();
        long told = bell.rung();
        List<StoredEvent> events = tail.read(after, most);
        if (events == null) {
            List<StoredEvent> read = log.read(after, most);
            learn(read);
            events = upTo(told, read);
        }
        if (events.isEmpty()) {
            ear.advance(told); // nothing is kept up to there
        }
        page.addAll(events);
    }

    /** The log may be ahead of what lanes may read. */
    private static List<StoredEvent> upTo(long told, List<StoredEvent> read) {
        boolean all = read.isEmpty() || read.get(read.size() - 1).seq() <= told;
        return all ? read : read.stream().filter(e -> e.seq() <= told).toList();
    }

    private void learn(List<StoredEvent> events) {
        long bytes = events.stream().mapToLong(e -> e.raw().length).sum();
        if (!events.isEmpty()) {
            long fit = PAGE_BYTES / Math.max(1, bytes / events.size());
            most = (int) Math.max(1, Math.min(MOST, fit));
        }
    }

    private boolean wants(StoredEvent event) {
        return ear.wants(event.kind()) && Arrays.binarySearch(done, event.seq()) < 0;
    }
}
