package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayList;
import java.util.List;

/** The last events in memory, so that lanes near the head cost the database nothing. */
public final class Tail {
    private static final int MOST = 8192;
    private static final long MOST_BYTES = 8L << 20;

    private final StoredEvent[] ring = new StoredEvent[MOST];
    private long first = 1;
    private long end = 1;
    private long bytes;

    /** Forgets all; the next event added has this seq. */
    public synchronized void reset(long next) {
        java.util.Arrays.fill(ring, null);
        first = next;
        end = next;
        bytes = 0;
    }

    /** The seq of the next event added. */
    public synchronized long next() {
        return end;
    }

    public synchronized void add(List<StoredEvent> events) {
        for (StoredEvent event : events) {
            if (end - first == MOST) {
                dropFirst();
            }
            ring[(int) (end % MOST)] = event;
            end++;
            bytes += event.raw().length;
        }
        while (bytes > MOST_BYTES) {
            dropFirst();
        }
    }

    /** Forgets what was pruned. */
    public synchronized void dropTo(long seq) {
        while (first <= seq && first < end) {
            dropFirst();
        }
    }

    /** The events after this seq, or null where the first of them is not here. */
    public synchronized List<StoredEvent> after(long seq, int most, long mostBytes) {
        if (seq + 1 < first || seq + 1 >= end) {
            return null;
        }
        int count = (int) Math.min(most, end - seq - 1);
        List<StoredEvent> out = new ArrayList<>(count);
        long sum = 0;
        for (long s = seq + 1; out.size() < count; s++) {
            StoredEvent event = ring[(int) (s % MOST)];
            sum += event.raw().length;
            if (sum > mostBytes && !out.isEmpty()) {
                break;
            }
            out.add(event);
        }
        return out;
    }

    private void dropFirst() {
        int at = (int) (first % MOST);
        bytes -= ring[at].raw().length;
        ring[at] = null;
        first++;
    }
}
