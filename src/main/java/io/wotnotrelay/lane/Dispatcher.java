package io.wotnotrelay.lane;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Gives ready deliveries to workers: as many at once as the lane's concurrency, at its rate, in batches where it wants
 * them. A slot comes free only when the outcome of its run is on disk, so a crash repeats no more than that.
 */
final class Dispatcher {
    private static final long NO_WORKER_WAIT = 1_000_000_000;

    private final Opening opening;
    private final Backlog backlog;
    private final LaneJobs jobs;
    private final RunClock runClock;
    private final BiConsumer<Run, Run.Ended> report;
    private final Credential credential;
    private final Intents intents;
    private final LaneOptions.BatchSize batch;
    private final Set<Run> executing = new HashSet<>();
    private int free;
    private long notBefore;
    private boolean jobWasLast;

    /** {@code report} is called on the worker when a run ends. */
    Dispatcher(
            Opening opening,
            Backlog backlog,
            LaneJobs jobs,
            Intents intents,
            RunClock runClock,
            BiConsumer<Run, Run.Ended> report) {
        this.intents = intents;
        this.opening = opening;
        this.backlog = backlog;
        this.jobs = jobs;
        this.runClock = runClock;
        this.report = report;
        this.credential = opening.credential();
        this.batch = opening.options().batch();
        this.free = Math.max(1, opening.options().concurrency());
    }

    /** Starts what may start now. */
    void dispatch(long now) {
        for (Stock stock = next(now); stock != null && credential.take(now); stock = next(now)) {
            boolean overdue = batch != null && isOverdue(stock, now);
            Turns turns = stock.turns();
            List<Entry> entries = batch == null ? List.of(turns.take()) : turns.takeBatch(batch.events(), now);
            jobWasLast = stock != backlog;
            start(stock, entries, overdue, null, now);
        }
    }

    /** Starts one of these alone, the oldest, to see whether the destination delivers; says whether there was one. */
    boolean probe(Predicate<Entry> which, Probe probe, long now) {
        for (Stock stock : stocks()) {
            if (stock.turns().ready().oldest(which) != null && credential.take(now)) {
                Entry entry = stock.turns().take(which);
                probe.started(entry);
                start(stock, List.of(entry), true, probe, now);
                return true;
            }
        }
        return false;
    }

    /** Whose turn it is; null when nothing may start. A job has no more than every second one while others may start. */
    private Stock next(long now) {
        Stock job = jobs.serving();
        boolean live = nextAt(backlog, now) <= now;
        if (job == null || nextAt(job, now) > now) {
            return live ? backlog : null;
        }
        long trial = job.turns().ready().trial() - backlog.ready().trial();
        boolean jobsTurn = trial == 0 ? !jobWasLast : trial > 0;
        return jobsTurn || !live ? job : backlog;
    }

    private List<Stock> stocks() {
        Stock job = jobs.serving();
        return job == null ? List.of(backlog) : List.of(backlog, job);
    }

    /** When a slot and the rate let one start; {@link Long#MAX_VALUE} while all slots are taken. */
    long slotAt(long now) {
        return isFullUp() ? Long.MAX_VALUE : Math.max(notBefore, credential.next(now));
    }

    /** When something may start, as far as that is a matter of time. */
    long nextAt(long now) {
        return stocks().stream().mapToLong(stock -> nextAt(stock, now)).min().orElse(Long.MAX_VALUE);
    }

    private long nextAt(Stock stock, long now) {
        if (isFullUp() || stock.turns().ready().isEmpty()) {
            return Long.MAX_VALUE;
        }
        long at = Math.max(slotAt(now), stock.notBefore(now));
        return batch == null || isFull(stock) ? at : Math.max(at, overdueAt(stock));
    }

    /** Deliveries that are with the destination. */
    int running() {
        return executing.stream().mapToInt(run -> run.entries.size()).sum();
    }

    /** A run has ended; its slot stays taken until {@link #free}. */
    void ended(Run run, Run.Ended ended) {
        executing.remove(run);
        if (ended.result() == null) {
            credential.giveBack(run.startedAt);
        }
    }

    /** Nothing is started for a while: the last one could not be. */
    void rest(long now) {
        notBefore = now + NO_WORKER_WAIT;
    }

    /** Slots come free. */
    void free(int runs) {
        free += runs;
    }

    /** Gives up on what still runs: it will be delivered again by whoever opens the lane next. */
    void abandon() {
        for (Run run : new ArrayList<>(executing)) {
            if (run.future != null) {
                run.future.cancel(true);
            }
        }
        executing.clear();
    }

    private boolean isFullUp() {
        return free + intents.coming() <= 0;
    }

    private boolean isFull(Stock stock) {
        Ready ready = stock.turns().ready();
        return ready.hasSuspects() || stock.isLast() || ready.available() >= batch.events();
    }

    private boolean isOverdue(Stock stock, long now) {
        return stock.turns().ready().hasSuspects() || stock.isLast() || overdueAt(stock) <= now;
    }

    private long overdueAt(Stock stock) {
        return stock.turns().ready().since() + batch.within().toNanos();
    }

    private void start(Stock stock, List<Entry> entries, boolean overdue, Probe probe, long now) {
        long runMillis = runClock.millis(now);
        entries.forEach(e -> e.begin(runMillis));
        int attempt = 1 + entries.stream().mapToInt(Entry::tries).max().orElse(0);
        int most = batch == null ? 0 : batch.events();
        Run.Order order = new Run.Order(opening.options().name(), attempt, most, overdue, probe);
        Run run = new Run(stock, entries, now, order, opening.log(), opening.destination(), report);
        stock.started(now);
        boolean slot = free > 0;
        free--;
        executing.add(run);
        if (intents.mayBegin(run, slot)) {
            hand(run);
        }
    }

    /** An announced run is on disk: it begins, unless it may not any more. */
    void begin(Run run, boolean may) {
        if (executing.contains(run)) {
            if (may) {
                hand(run);
            } else {
                report.accept(run, Run.Ended.NOT_BEGUN);
            }
        }
    }

    private void hand(Run run) {
        try {
            run.future = opening.workers().submit(run);
        } catch (RuntimeException | OutOfMemoryError e) {
            RuntimeException why = new IllegalStateException("No worker could be had: " + Causes.of(e), e);
            report.accept(run, new Run.Ended(Map.of(), null, why, 0));
        }
    }
}
