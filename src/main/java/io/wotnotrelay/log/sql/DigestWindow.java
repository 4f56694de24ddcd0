package io.wotnotrelay.log.sql;

import java.util.Arrays;

/**
 * The digests of the last events, oldest first, in a ring of plain arrays with an open-addressing table beside it: 28
 * bytes a digest when full, next to nothing when empty. One thread only.
 *
 * <p>What is added after {@link #mark()} can be taken back as one, so that a digest counts only once its commit is on disk.
 */
public final class DigestWindow {
    /** Digests over the limit that are tolerated inside one commit. */
    private static final int SLACK = 1 << 16;

    private final long windowMillis;
    private final int most;
    private long[] high = new long[1024];
    private long[] low = new long[1024];
    private int[] seconds = new int[1024];
    private int[] table = new int[2048];
    private long first;
    private long end;
    private long mark;
    private volatile int published;

    public DigestWindow(long windowMillis, int most) {
        this.windowMillis = windowMillis;
        this.most = most;
    }

    /** How many are held; from any thread. */
    public int size() {
        return published;
    }

    /** What is added from now on is provisional. */
    public void mark() {
        mark = end;
    }

    /** Adds a digest received at this time; false when it was there. */
    public boolean add(long highBits, long lowBits, long millis) {
        if (slotOf(highBits, lowBits) >= 0) {
            return false;
        }
        if (end - first >= (long) most + SLACK && first < mark) {
            dropFirst();
        }
        if (end - first == high.length) {
            grow();
        }
        int at = index(end);
        high[at] = highBits;
        low[at] = lowBits;
        seconds[at] = (int) (millis / 1000);
        end++;
        link(at);
        return true;
    }

    /** Takes back what was added since {@link #mark()}. */
    public void takeBack() {
        while (end > mark) {
            end--;
            unlink(index(end));
        }
    }

    /** Keeps what was added, and drops the oldest over the limit. */
    public void keep() {
        mark = end;
        while (end - first > most) {
            dropFirst();
        }
        published = (int) (end - first);
    }

    /** Drops what is older than the window at this time. */
    public void expire(long nowMillis) {
        int before = (int) Math.max(Integer.MIN_VALUE, Math.floorDiv(nowMillis - windowMillis, 1000L));
        while (first < end && seconds[index(first)] < before) {
            dropFirst();
        }
    }

    private void dropFirst() {
        unlink(index(first));
        first++;
    }

    private int index(long place) {
        return (int) place & (high.length - 1);
    }

    private int home(long highBits, long lowBits) {
        long mixed = (highBits ^ lowBits) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & (table.length - 1);
    }

    private int slotOf(long highBits, long lowBits) {
        int slot = home(highBits, lowBits);
        while (table[slot] != 0) {
            int at = table[slot] - 1;
            if (high[at] == highBits && low[at] == lowBits) {
                return slot;
            }
            slot = slot + 1 & table.length - 1;
        }
        return -1;
    }

    private void link(int at) {
        int slot = home(high[at], low[at]);
        while (table[slot] != 0) {
            slot = slot + 1 & table.length - 1;
        }
        table[slot] = at + 1;
    }

    /** Removes and moves later ones of the same run up, so that no tombstones gather (Knuth, volume 3, algorithm R). */
    private void unlink(int at) {
        int hole = slotOf(high[at], low[at]);
        table[hole] = 0;
        int slot = hole;
        while (true) {
            slot = slot + 1 & table.length - 1;
            if (table[slot] == 0) {
                return;
            }
            int other = table[slot] - 1;
            int home = home(high[other], low[other]);
            boolean stays = hole <= slot ? hole < home && home <= slot : hole < home || home <= slot;
            if (!stays) {
                table[hole] = table[slot];
                table[slot] = 0;
                hole = slot;
            }
        }
    }

    private void grow() {
        int old = high.length;
        int start = index(first);
        high = unroll(high, start);
        low = unroll(low, start);
        int[] times = new int[old * 2];
        System.arraycopy(seconds, start, times, 0, old - start);
        System.arraycopy(seconds, 0, times, old - start, start);
        seconds = times;
        end -= first;
        mark = Math.max(0, mark - first);
        first = 0;
        table = new int[table.length * 2];
        for (int i = 0; i < end; i++) {
            link(i);
        }
    }

    private static long[] unroll(long[] ring, int start) {
        long[] out = Arrays.copyOfRange(ring, start, start + ring.length * 2);
        Arrays.fill(out, ring.length - start, out.length, 0);
        System.arraycopy(ring, 0, out, ring.length - start, start);
        return out;
    }
}
