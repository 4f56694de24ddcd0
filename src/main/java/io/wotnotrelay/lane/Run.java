package io.wotnotrelay.lane;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** One run of the destination's route, on a worker: fetches what is not at hand, asks the filter, delivers. */
final class Run implements Runnable {
    /**
     * What one run is asked to do.
     *
     * @param batch 0 for a lane without batches
     * @param overdue when it need not be full
     * @param probe of a lane that stands still and only wants to know how the destination is; else null
     */
    record Order(String lane, int attempt, int batch, boolean overdue, Probe probe) {}

    /** An event that did not reach the route, and how it ended. */
    record Aside(Outcome.Result result, String cause) {}

    /**
     * How a run ended.
     *
     * @param aside by seq, those that did not reach the route
     * @param result how the route ended for all others; null when it did not run
     * @param store why an event could not be fetched; null when all were
     * @param nanos how long the route took
     */
    record Ended(Map<Long, Aside> aside, Result result, RuntimeException store, long nanos) {
        /** Of one that was announced and never began. */
        static final Ended NOT_BEGUN = new Ended(Map.of(), null, null, 0);

        /** Whether the filter has been asked about all of its events. */
        boolean asked() {
            return store == null && this != NOT_BEGUN;
        }
    }

    /** The deliveries it is for; theirs is the lane's thread, so the worker does not touch them. */
    final List<Entry> entries;
    /** What they are of. */
    final Stock stock;
    /** When it took its token of the rate. */
    final long startedAt;

    Future<?> future;

    private record Item(long seq, StoredEvent body, boolean asked) {}

    private final Order order;
    private final EventLog log;
    private final Destination destination;
    private final BiConsumer<Run, Ended> report;
    private final List<Item> items = new ArrayList<>();
    private final Map<Long, Doubt> doubts = new HashMap<>();

    Run(
            Stock stock,
            List<Entry> entries,
            long startedAt,
            Order order,
            EventLog log,
            Destination to,
            BiConsumer<Run, Ended> report) {
        this.stock = stock;
        this.entries = entries;
        this.startedAt = startedAt;
        this.order = order;
        this.log = log;
        this.destination = to;
        this.report = report;
        for (Entry entry : entries) {
            items.add(new Item(entry.seq, entry.body, entry.asked || entry.attempts > 0));
            if (entry.doubt != null) {
                doubts.put(entry.seq, entry.doubt);
            }
        }
    }

    /** What it is a probe of; null for an ordinary run. */
    Probe probe() {
        return order.probe;
    }

    boolean isProbe() {
        return order.probe != null;
    }

    @Override
    public void run() {
        Map<Long, Aside> aside = new HashMap<>();
        Ended ended;
        try {
            ended = deliver(sift(aside), aside);
        } catch (Unfetched e) {
            ended = new Ended(aside, null, e, 0);
        }
        report.accept(this, ended);
    }

    private List<StoredEvent> sift(Map<Long, Aside> aside) {
        List<StoredEvent> kept = new ArrayList<>();
        for (Item item : items) {
            StoredEvent event = item.body != null ? item.body : fetch(item.seq);
            Aside out = event == null ? gone(item.seq) : item.asked ? null : ask(event);
            if (out == null) {
                kept.add(event);
            } else {
                aside.put(item.seq, out);
            }
        }
        return kept;
    }

    private StoredEvent fetch(long seq) {
        try {
            return log.find(seq).orElse(null);
        } catch (RuntimeException e) {
            throw new Unfetched(seq, e);
        }
    }

    private static Aside gone(long seq) {
        return new Aside(Outcome.Result.EXPIRED, "Event " + seq + " was no longer in the log when its turn came.");
    }

    private Aside ask(StoredEvent event) {
        try {
            String cause = destination.filtered(event);
            return cause == null ? null : new Aside(Outcome.Result.FILTERED, Causes.line(cause));
        } catch (Throwable t) {
            return new Aside(Outcome.Result.DEAD, "The filter failed: " + Causes.of(t));
        }
    }

    private Ended deliver(List<StoredEvent> events, Map<Long, Aside> aside) {
        boolean thinned = !aside.isEmpty() && events.size() < order.batch && !order.overdue;
        if (events.isEmpty() || thinned) {
            return new Ended(aside, null, null, 0);
        }
        long start = System.nanoTime();
        doubts.keySet().removeAll(aside.keySet());
        boolean batch = order.batch > 0;
        Result result = call(new Delivery(order.lane, List.copyOf(events), order.attempt, batch, Map.copyOf(doubts)));
        return new Ended(aside, result, null, System.nanoTime() - start);
    }

    private Result call(Delivery delivery) {
        try {
            Result result = destination.deliver(delivery);
            return result != null ? result : new Failed(Failure.BAD_EVENT, 0, "The destination gave no result.", null);
        } catch (OutOfMemoryError e) {
            // not of this event's making, as far as anyone can tell: it may go well when others have ended
            return new Failed(Failure.TRANSIENT, 0, Causes.of(e), null);
        } catch (Throwable t) {
            return new Failed(Failure.BAD_EVENT, 0, Causes.of(t), null);
        }
    }

    /** The log could not say whether an event is there. */
    private static final class Unfetched extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfetched(long seq, RuntimeException cause) {
            super("Event " + seq + " cannot be read from the log: " + Causes.of(cause), cause);
        }
    }
}
