package io.wotnotrelay.conversation;

import io.wotnotrelay.log.StoredEvent;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Commits the reader was told of and has not folded, within a weight; what is too much is read from the log. */
final class Heard {
    private static final long MOST_BYTES = 16L << 20;
    private static final int OVERHEAD = 200;

    private final Queue<List<StoredEvent>> lists = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean missed = new AtomicBoolean();

    /** On the log's writer thread. */
    void add(List<StoredEvent> events) {
        long weight = weight(events);
        if (bytes.addAndGet(weight) <= MOST_BYTES) {
            lists.add(events);
        } else {
            bytes.addAndGet(-weight);
            missed.set(true);
        }
    }

    /** There is something in the log that was not told here. */
    void missed() {
        missed.set(true);
    }

    /** Whether there is; from now on it is the caller's to read. */
    boolean takeMissed() {
        return missed.getAndSet(false);
    }

    /** The events that follow this place without a gap; null where those told are not the next ones. */
    List<StoredEvent> after(long place) {
        for (List<StoredEvent> list = lists.peek(); list != null; list = lists.peek()) {
            long first = list.get(0).seq();
            if (first > place + 1) {
                missed.set(true);
                return null;
            }
            lists.poll();
            bytes.addAndGet(-weight(list));
            if (list.get(list.size() - 1).seq() > place) {
                return first > place
                        ? list
                        : list.stream().filter(e -> e.seq() > place).toList();
            }
        }
        return null;
    }

    private static long weight(List<StoredEvent> events) {
        return events.stream().mapToLong(e -> OVERHEAD + e.raw().length).sum();
    }
}
