package io.wotnotrelay.lane;

import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Everything a lane has read and not settled: who is ready, who waits for a time, who stands behind whom. */
final class Backlog {
    /** The most events a lane reads past its cursor, and the most it holds unsettled. */
    static final int MOST = 10_000;

    private final LongSupplier position;
    private final Supplier<Draft> draft;
    private final Ready ready = new Ready();
    private final Map<String, Chain> chains = new HashMap<>();
    private final PriorityQueue<Entry> waiting = new PriorityQueue<>(Comparator.comparingLong(e -> e.due));
    /** Past the cursor, in order, settled or not. */
    private final Deque<Entry> window = new ArrayDeque<>();

    private final TreeMap<Long, Entry> parked = new TreeMap<>();
    private int live;
    private int retrying;

    /** {@code position}: how far the lane has read; {@code draft}: what will be written next. */
    Backlog(LongSupplier position, Supplier<Draft> draft) {
        this.position = position;
        this.draft = draft;
    }

    Ready ready() {
        return ready;
    }

    /** Whether one more event may be read. */
    boolean hasRoom() {
        cursor();
        return window.size() < MOST && live < MOST;
    }

    /** Every matching event up to here is settled or parked, on disk. */
    long cursor() {
        while (!window.isEmpty() && window.peek().passable) {
            window.poll();
        }
        return window.isEmpty() ? position.getAsLong() : window.peek().seq - 1;
    }

    /** Whether something past the cursor is neither settled nor parked on disk. */
    boolean hasWindow() {
        cursor();
        return !window.isEmpty();
    }

    /** An event was read. */
    void admit(StoredEvent event, String conversation, long now) {
        Entry entry = new Entry(event.seq(), conversation, event.receivedAt());
        window.add(entry);
        Entry before = append(entry);
        if (before == null) {
            entry.body = event;
            activate(entry.chain, now);
            return;
        }
        if (entry.chain.ready) {
            ready.behind();
        }
        if (isParked(before)) {
            block(entry);
        }
    }

    /** A delivery that was parked before a restart; due at {@code due} of the lane's ticker. */
    void restore(Entry entry, long due) {
        entry.row = true;
        entry.due = due;
        parked.put(entry.seq, entry);
        retrying += entry.parkedAs == Parked.State.RETRYING ? 1 : 0;
        append(entry);
    }

    /** Sets all chains going, after all parked ones are restored. */
    void start(long now) {
        parked.values().forEach(e -> activate(e.chain, now));
    }

    /** Those whose time has come become ready. */
    void wakeDue(long now) {
        while (!waiting.isEmpty() && waiting.peek().due <= now) {
            Chain chain = waiting.poll().chain;
            chain.waiting = false;
            activate(chain, now);
        }
    }

    /** When the next one's time comes. */
    long nextDue() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().due;
    }

    Entry take() {
        Entry entry = ready.poll();
        begin(entry);
        return entry;
    }

    List<Entry> takeBatch(int most, long now) {
        List<Entry> batch = ready.pollBatch(most, now);
        batch.forEach(Backlog::begin);
        return batch;
    }

    /** Parks one that will be tried again, and in the same commit those behind it. */
    void retry(Entry entry, Parked row, long due) {
        entry.due = due;
        entry.readyAt = 0;
        entry.body = null;
        if (entry.parkedAs == null) {
            entry.chain.bare--;
        }
        retrying += entry.parkedAs == Parked.State.RETRYING ? 0 : 1;
        entry.parkedAs = Parked.State.RETRYING;
        parked.put(entry.seq, entry);
        draft.get().park(entry, row);
    }

    /** A run is over: what is to be written of it is in the draft, all else may run again. */
    void release(Collection<Entry> entries, long now) {
        for (Entry entry : entries) {
            entry.chain.busy = false;
            if (entry != entry.chain.head) {
                entry.body = null;
            }
        }
        for (Entry entry : entries) {
            blockBehind(entry.chain);
            activate(entry.chain, now);
        }
    }

    /** The draft is on disk: the next of each conversation may run. */
    void committed(Draft written, long now) {
        Set<Chain> touched = new LinkedHashSet<>();
        written.settled.forEach(e -> touched.add(forget(e)));
        for (Entry entry : written.parked) {
            entry.writing = null;
            entry.row = true;
            entry.passable = true;
            touched.add(entry.chain);
        }
        for (Chain chain : touched) {
            blockBehind(chain);
            activate(chain, now);
        }
    }

    int retrying() {
        return retrying;
    }

    int blocked() {
        return parked.size() - retrying;
    }

    /** Read, and neither settled nor parked. */
    int unparked() {
        return live - parked.size();
    }

    /** The first one that is not settled; null when there is none. */
    Entry oldest() {
        cursor();
        Entry first = parked.isEmpty() ? null : parked.firstEntry().getValue();
        Entry fresh = window.peek();
        return first == null || (fresh != null && fresh.seq < first.seq) ? fresh : first;
    }

    private Entry append(Entry entry) {
        live++;
        Chain chain =
                entry.conversation == null ? new Chain(null) : chains.computeIfAbsent(entry.conversation, Chain::new);
        Entry before = chain.tail();
        chain.append(entry);
        return before;
    }

    private static void begin(Entry entry) {
        entry.chain.ready = false;
        entry.chain.busy = true;
    }

    private void activate(Chain chain, long now) {
        Entry first = chain.head;
        if (first == null || first.writing != null || chain.busy || chain.ready || chain.waiting) {
            return;
        }
        if (first.due > now) {
            chain.waiting = true;
            waiting.add(first);
        } else {
            chain.ready = true;
            ready.add(first, now);
        }
    }

    private Chain forget(Entry entry) {
        Chain chain = entry.chain;
        chain.remove(entry);
        if (chain.head == null && chain.key != null) {
            chains.remove(chain.key);
        }
        entry.writing = null;
        entry.passable = true;
        entry.body = null;
        live--;
        if (parked.remove(entry.seq) != null && entry.parkedAs == Parked.State.RETRYING) {
            retrying--;
        }
        return chain;
    }

    /**
     * Parks those behind a parked one. Each only once all before it are on disk or in the same commit: a row whose
     * predecessor's got lost in a crash would run before it.
     */
    private void blockBehind(Chain chain) {
        Entry before = chain.busy ? null : chain.head;
        while (chain.bare > 0 && before != null && isParked(before)) {
            Entry entry = before.next;
            if (entry != null && entry.parkedAs == null && entry.writing == null) {
                block(entry);
            }
            before = entry;
        }
    }

    private boolean isParked(Entry entry) {
        return entry.row || (entry.parkedAs != null && entry.writing == draft.get());
    }

    private void block(Entry entry) {
        entry.parkedAs = Parked.State.BLOCKED;
        entry.chain.bare--;
        entry.body = null;
        parked.put(entry.seq, entry);
        draft.get().park(entry, new Parked(entry.seq, Parked.State.BLOCKED, entry.conversation, 0, 0, 0, 0, null));
    }
}
