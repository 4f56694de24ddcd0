package io.wotnotrelay.lane;

import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Everything a lane has read and not settled: what stands past the cursor, what is parked, and what is to be written of it. */
final class Backlog implements Stock {
    /** The most events a lane reads past its cursor, and the most it holds unsettled. */
    static final int MOST = 10_000;

    private final LongSupplier position;
    private final Supplier<Draft> draft;
    private final Escape escape;
    private final Turns turns = new Turns();
    private final ParkedSet parked = new ParkedSet();
    /** Past the cursor, in order, settled or not. */
    private final Deque<Entry> window = new ArrayDeque<>();

    private int live;

    /** {@code position}: how far the lane has read; {@code draft}: what will be written next. */
    Backlog(LongSupplier position, Supplier<Draft> draft, Escape escape) {
        this.position = position;
        this.draft = draft;
        this.escape = escape;
    }

    @Override
    public Turns turns() {
        return turns;
    }

    Ready ready() {
        return turns.ready();
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
    Entry admit(StoredEvent event, String conversation, long now) {
        Entry entry = new Entry(event.seq(), conversation, event.receivedAt());
        window.add(entry);
        live++;
        Entry before = turns.append(entry);
        if (before == null) {
            entry.body = event;
            turns.activate(entry.chain, now);
            return entry;
        }
        if (entry.chain.ready) {
            ready().behind();
        }
        if (isParked(before)) {
            block(entry);
        }
        escape(entry.chain, now);
        return entry;
    }

    /** A delivery that was parked before a restart; due at {@code due} of the lane's ticker. */
    void restore(Entry entry, Parked.State as, long due, long now) {
        entry.row = true;
        entry.due = due;
        entry.parkedAs = as;
        live++;
        turns.append(entry);
        parked.put(entry, as);
        if (as == Parked.State.RETRYING) {
            escape.watch(entry, now);
        }
    }

    /** Sets all chains going, after all parked ones are restored. */
    void start(long now) {
        parked.all().forEach(e -> turns.activate(e.chain, now));
    }

    /** Parks one that will be tried again, and in the same commit those behind it. */
    @Override
    public void retry(Entry entry, Parked row, long due, long now) {
        entry.due = due;
        park(entry, row);
        escape.watch(entry, now);
    }

    /** Parks one that waits until the lane is no longer held. */
    @Override
    public void hold(Entry entry, Parked row) {
        entry.due = 0;
        park(entry, row);
    }

    /** How its try ended is known and costs it nothing: its intent goes away, unless there is an older doubt. */
    @Override
    public void spare(Entry entry) {
        entry.spared();
        if (entry.intent && entry.doubt == null) {
            draft.get().recall(entry);
        }
    }

    /**
     * Brings one back from the dead letters, held, before the later ones of its conversation. What a job had sent ahead
     * of earlier ones, which the lane has not delivered or not read yet, is in no order with them.
     */
    @Override
    public Entry revive(Parked row, long now) {
        Entry entry = new Entry(row.seq(), row.conversation(), 0);
        entry.attempts = row.attempts();
        entry.age = row.runMillis();
        boolean ahead = row.seq() > position.getAsLong() || turns.hasBefore(entry);
        entry.outOfOrder = row.outOfOrder() || ahead;
        live++;
        turns.insert(entry);
        park(entry, entry.row(Parked.State.HELD, row.dueAt(), row.code(), row.cause()));
        draft.get().revived++;
        return entry;
    }

    @Override
    public void settle(Entry entry, Outcome outcome, Parked dead) {
        draft.get().settle(entry, outcome, dead);
    }

    /** Whether this one is read, and its end is not on disk. */
    boolean isUnsettled(long seq) {
        boolean ahead = seq > cursor() && seq <= position.getAsLong();
        return parked.get(seq) != null || (ahead && window.stream().anyMatch(e -> e.seq == seq && !e.passable));
    }

    /** One that waits to be tried again is tried as soon as may be. */
    void hasten(long seq, long now) {
        Entry entry = parked.get(seq);
        if (entry != null && entry == entry.chain.head) {
            turns.hasten(entry, now);
        }
    }

    /** Whether nothing of this one's conversation is with the destination, and its end is on disk. */
    @Override
    public boolean mayRevive(Refused refused) {
        return refused.isOnDisk() && !turns.isBusy(refused.row().conversation());
    }

    /** Whether one that fails now is to leave the order with that: for its row. */
    @Override
    public boolean escapes(Entry entry, long now) {
        Parked.State as = entry.parkedAs;
        entry.parkedAs = Parked.State.RETRYING;
        boolean ripe = escape.isRipe(entry, now);
        entry.parkedAs = as;
        return ripe;
    }

    /** Those that have held up their conversation for too long leave its order. */
    void escapeDue(long now) {
        for (Entry entry : escape.due(now)) {
            escape(entry.chain, now);
        }
    }

    /** When the next one may leave the order. */
    long nextEscape(long now) {
        return escape.nextAt(now);
    }

    /** A run is over: what is to be written of it is in the draft, all else may run again. */
    @Override
    public void release(Collection<Entry> entries, long now) {
        turns.free(entries);
        for (Entry entry : entries) {
            blockBehind(entry.chain);
            turns.activate(entry.chain, now);
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
            if (entry.outOfOrder && entry.chain.key != null) {
                touched.add(turns.leave(entry));
            }
            touched.add(entry.chain);
        }
        for (Entry entry : written.recalled) {
            entry.writing = null;
            touched.add(entry.chain);
        }
        for (Chain chain : touched) {
            blockBehind(chain);
            escape(chain, now);
            turns.activate(chain, now);
        }
    }

    int parked(Parked.State state) {
        return parked.of(state);
    }

    /** Read, and neither settled nor parked. */
    int unparked() {
        return live - parked.size();
    }

    /** The first one that is not settled; null when there is none. */
    Entry oldest() {
        cursor();
        Entry first = parked.first();
        Entry fresh = window.peek();
        return first == null || (fresh != null && fresh.seq < first.seq) ? fresh : first;
    }

    private Chain forget(Entry entry) {
        Chain chain = entry.chain;
        turns.remove(entry);
        entry.writing = null;
        entry.passable = true;
        entry.body = null;
        live--;
        parked.remove(entry);
        return chain;
    }

    private void escape(Chain chain, long now) {
        Entry first = chain.head;
        boolean idle = first != null && first.writing == null && !chain.busy && !chain.ready;
        if (idle && escape.isRipe(first, now)) {
            first.outOfOrder = true;
            draft.get().escape(first);
        }
    }

    private void park(Entry entry, Parked row) {
        entry.readyAt = 0;
        entry.body = null;
        parked.put(entry, row.state());
        draft.get().park(entry, row);
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
        park(entry, entry.row(Parked.State.BLOCKED, 0, 0, null));
    }
}
