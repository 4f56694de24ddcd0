package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells the lanes of new events. The log's writer only drops a list here; a thread of the bell gathers what comes
 * within two milliseconds, asks once per kind which lanes want it, and wakes those alone.
 */
final class Bell implements EventLog.CommitListener, AutoCloseable {
    private static final long GATHER_NANOS = 2_000_000;
    private static final long MOST_WEIGHT = 16L << 20;
    private static final int MOST_KINDS = 5_000;

    private final Tail tail;
    private final long tickNanos;
    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private final Queue<List<StoredEvent>> heard = new ConcurrentLinkedQueue<>();
    private final AtomicLong heardWeight = new AtomicLong();
    private final AtomicLong missedTo = new AtomicLong();
    /** Those the answers in {@code wanting} were asked of: only they may be moved along by them. */
    private List<Ear> asked = List.of();

    private final Map<String, Set<Ear>> wanting = new HashMap<>();
    private final Thread thread;
    private volatile boolean changed;
    private volatile boolean closed;
    private volatile long rung;

    /** {@code tickNanos}: how often lanes that were only moved along may write their cursors. */
    Bell(Tail tail, long tickNanos) {
        this.tail = tail;
        this.tickNanos = tickNanos;
        this.thread = new Thread(this::run, "lane-bell");
        this.thread.setDaemon(true);
    }

    void start(Upstream upstream) {
        listen(upstream);
        thread.start();
    }

    /** Hears of commits; tells the lanes only when {@link #ringNow} is called, or from the thread once that is started. */
    void listen(Upstream upstream) {
        upstream.listen().accept(this);
        rung = Math.max(rung, upstream.place().getAsLong());
    }

    /** Tells the lanes what came. */
    void ringNow() {
        if (hasNews()) {
            ring();
        }
        ears.forEach(Ear::tick);
    }

    /** The seq of the last event the lanes were told of. */
    long rung() {
        return rung;
    }

    void add(Ear ear) {
        ears.add(ear);
        changed = true;
    }

    void remove(Ear ear) {
        ears.remove(ear);
        changed = true;
    }

    /** On the thread of the log's writer, or of who reads before the lanes: no more than a queue and an unpark. */
    @Override
    public void committed(List<StoredEvent> events) {
        if (events.isEmpty() || closed) {
            return;
        }
        long weight = events.stream().mapToLong(Entry::weight).sum();
        if (heardWeight.addAndGet(weight) <= MOST_WEIGHT) {
            heard.add(events);
        } else {
            heardWeight.addAndGet(-weight);
            missedTo.accumulateAndGet(events.get(events.size() - 1).seq(), Math::max);
        }
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        long ticked = System.nanoTime();
        boolean quiet = true;
        while (!closed) {
            awaitNews(quiet ? Long.MAX_VALUE : ticked + tickNanos - System.nanoTime());
            if (hasNews()) {
                gather();
                ring();
                quiet = false;
            }
            if (!quiet && System.nanoTime() - ticked >= tickNanos) {
                ticked = System.nanoTime();
                ears.forEach(Ear::tick);
                quiet = true;
            }
        }
    }

    private void awaitNews(long nanos) {
        if (!hasNews() && nanos > 0 && !closed) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    private void gather() {
        long until = System.nanoTime() + GATHER_NANOS;
        for (long left = GATHER_NANOS; left > 0 && !closed; left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private boolean hasNews() {
        return !heard.isEmpty() || missedTo.get() > 0;
    }

    private void ring() {
        List<StoredEvent> events = new ArrayList<>();
        for (List<StoredEvent> list = heard.poll(); list != null; list = heard.poll()) {
            heardWeight.addAndGet(-list.stream().mapToLong(Entry::weight).sum());
            events.addAll(list);
        }
        long missed = missedTo.getAndSet(0);
        long last = events.isEmpty() ? 0 : events.get(events.size() - 1).seq();
        if (missed > 0) {
            ringAll(Math.max(missed, last));
        } else if (last > 0) {
            ring(Math.min(rung, events.get(0).seq() - 1), last, events);
        }
    }

    /** Too much came at once: whoever listens reads the log. */
    private void ringAll(long end) {
        tail.clear();
        rung = Math.max(rung, end);
        ears.forEach(ear -> ear.rang(end, end, true));
    }

    private void ring(long start, long end, List<StoredEvent> events) {
        tail.add(start, events);
        rung = Math.max(rung, end);
        Set<Ear> wanted = wanted(events);
        asked.forEach(ear -> ear.rang(start, end, wanted.contains(ear)));
    }

    private Set<Ear> wanted(List<StoredEvent> events) {
        if (changed || wanting.size() > MOST_KINDS) {
            changed = false;
            asked = List.copyOf(ears);
            wanting.clear();
        }
        Set<String> kinds = new HashSet<>();
        events.forEach(e -> kinds.add(e.kind()));
        Set<Ear> wanted = new HashSet<>();
        kinds.forEach(kind -> wanted.addAll(wanting.computeIfAbsent(kind, this::whoWants)));
        return wanted;
    }

    private Set<Ear> whoWants(String kind) {
        Set<Ear> who = new HashSet<>();
        for (Ear ear : asked) {
            if (ear.wants(kind)) {
                who.add(ear);
            }
        }
        return who;
    }
}
