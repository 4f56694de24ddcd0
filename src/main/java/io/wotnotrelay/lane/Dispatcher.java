package io.wotnotrelay.lane;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Gives ready deliveries to workers: as many at once as the lane's concurrency, at its rate, in batches where it wants
 * them. A slot comes free only when the outcome of its run is on disk, so a crash repeats no more than that.
 */
final class Dispatcher {
    private static final long NO_WORKER_WAIT = 1_000_000_000;

    private final Opening opening;
    private final Backlog backlog;
    private final RunClock runClock;
    private final BiConsumer<Run, Run.Ended> report;
    private final Pace pace;
    private final LaneOptions.BatchSize batch;
    private final Set<Run> executing = new HashSet<>();
    private int free;
    private long notBefore;

    /** {@code report} is called on the worker when a run ends. */
    Dispatcher(Opening opening, Backlog backlog, RunClock runClock, BiConsumer<Run, Run.Ended> report) {
        this.opening = opening;
        this.backlog = backlog;
        this.runClock = runClock;
        this.report = report;
        this.pace = new Pace(opening.options().rate());
        this.batch = opening.options().batch();
        this.free = Math.max(1, opening.options().concurrency());
    }

    /** Starts what may start now. */
    void dispatch(long now) {
        while (nextAt(now) <= now) {
            boolean overdue = batch != null && isOverdue(now);
            start(batch == null ? List.of(backlog.take()) : backlog.takeBatch(batch.events(), now), overdue, now);
        }
    }

    /** When something may start, as far as that is a matter of time. */
    long nextAt(long now) {
        if (free == 0 || backlog.ready().isEmpty()) {
            return Long.MAX_VALUE;
        }
        long at = Math.max(notBefore, pace.next(now));
        return batch == null || isFull() ? at : Math.max(at, overdueAt());
    }

    /** Deliveries that are with the destination. */
    int running() {
        return executing.stream().mapToInt(run -> run.entries.size()).sum();
    }

    /** A run has ended; its slot stays taken until {@link #free}. */
    void ended(Run run, Run.Ended ended) {
        executing.remove(run);
        if (ended.result() == null) {
            pace.giveBack(run.startedAt);
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

    private boolean isFull() {
        return backlog.ready().hasSuspects() || backlog.ready().available() >= batch.events();
    }

    private boolean isOverdue(long now) {
        return backlog.ready().hasSuspects() || overdueAt() <= now;
    }

    private long overdueAt() {
        return backlog.ready().since() + batch.within().toNanos();
    }

    private void start(List<Entry> entries, boolean overdue, long now) {
        long runMillis = runClock.millis(now);
        entries.forEach(e -> e.begin(runMillis));
        int attempt = 1 + entries.stream().mapToInt(e -> e.attempts).max().orElse(0);
        Run.Order order = new Run.Order(opening.options().name(), attempt, batch == null ? 0 : batch.events(), overdue);
        Run run = new Run(entries, now, order, opening.log(), opening.destination(), report);
        free--;
        pace.take(now);
        executing.add(run);
        hand(run);
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
