package io.wotnotrelay.lane;

import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The latest events, shared by all lanes that keep up, so that none of them reads the database and each event is read
 * into its parts once. Bounded by weight; whoever is further behind reads pages of the log.
 */
final class Tail {
    private final long mostWeight;
    private final Deque<List<StoredEvent>> chunks = new ArrayDeque<>();
    private long weight;
    private long base = Long.MAX_VALUE;

    Tail(long mostWeight) {
        this.mostWeight = mostWeight;
    }

    /** Adds what came after {@code start}: every event from there to the end of {@code events} is in it. */
    synchronized void add(long start, List<StoredEvent> events) {
        if (chunks.isEmpty()) {
            base = start;
        }
        chunks.addLast(events);
        weight += weigh(events);
        while (weight > mostWeight) {
            List<StoredEvent> oldest = chunks.removeFirst();
            weight -= weigh(oldest);
            base = last(oldest);
        }
    }

    synchronized void clear() {
        chunks.clear();
        weight = 0;
        base = Long.MAX_VALUE;
    }

    /** At most {@code most} events after this one, or null when not all of them are here. */
    synchronized List<StoredEvent> read(long after, int most) {
        if (after < base) {
            return null;
        }
        List<StoredEvent> page = new ArrayList<>();
        for (List<StoredEvent> chunk : chunks) {
            if (page.size() < most && last(chunk) > after) {
                chunk.stream()
                        .filter(e -> e.seq() > after)
                        .limit(most - (long) page.size())
                        .forEach(page::add);
            }
        }
        return page;
    }

    private static long weigh(List<StoredEvent> events) {
        return events.stream().mapToLong(Entry::weight).sum();
    }

    private static long last(List<StoredEvent> events) {
        return events.get(events.size() - 1).seq();
    }
}
