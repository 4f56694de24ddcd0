package io.wotnotrelay.lane;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.JobProgress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jobs of a lane: one is served, the others wait for it. Owned by the lane's thread. */
final class LaneJobs {
    private static final long READ_AGAIN = 250_000_000;

    private final Opening opening;
    private final Backlog backlog;
    private final Ear ear;
    private final Supplier<Draft> draft;
    private final Backoff backoff;
    private final Intents intents;
    private final Deque<Job> queue = new ArrayDeque<>();
    private JobStock stock;
    private JobReader reader;
    private long readAfter;
    private String trouble;

    /** {@code unfinished}: those there are already, in order. */
    LaneJobs(
            Opening opening,
            Backlog backlog,
            Ear ear,
            Supplier<Draft> draft,
            Backoff backoff,
            Intents intents,
            List<Job> unfinished) {
        this.opening = opening;
        this.backlog = backlog;
        this.ear = ear;
        this.draft = draft;
        this.backoff = backoff;
        this.intents = intents;
        queue.addAll(unfinished);
    }

    /** One more was made. */
    void add(Job job) {
        boolean known = stock != null && stock.job.id() == job.id();
        if (!known && queue.stream().noneMatch(waiting -> waiting.id() == job.id())) {
            queue.addLast(job);
        }
    }

    /** One was cancelled, on disk: what is with the destination ends, nothing else starts. */
    void cancel(long job) {
        queue.removeIf(waiting -> waiting.id() == job);
        if (stock != null && stock.job.id() == job) {
            stock.stop();
            dropIfOver();
        }
    }

    /** These are unfinished on disk, and no others: another replica may have made some and cancelled some. */
    void refresh(List<Job> unfinished) {
        Set<Long> ids = unfinished.stream().map(Job::id).collect(Collectors.toSet());
        Stream.concat(queue.stream(), Stream.ofNullable(stock).map(served -> served.job))
                .map(Job::id)
                .filter(id -> !ids.contains(id))
                .toList()
                .forEach(this::cancel);
        unfinished.forEach(this::add);
    }

    /** What may start of the one that is served; null where there is none. */
    JobStock serving() {
        return stock == null || stock.isStopped() ? null : stock;
    }

    /** Takes up the next one, and reads what can be used of it soon. */
    void read(long now) {
        if (now < readAfter) {
            return;
        }
        try {
            dropIfOver();
            if (stock == null && !queue.isEmpty()) {
                takeUp(queue.peek(), now);
                queue.poll();
            }
            if (serving() != null) {
                reader.read(now);
            }
            trouble = null;
        } catch (RuntimeException e) {
            trouble = "The log cannot be read: " + Causes.of(e);
            readAfter = now + READ_AGAIN;
        }
    }

    private void takeUp(Job job, long now) {
        JobStock next = new JobStock(job, opening.log().jobs().events(job.id()), draft);
        JobReader of = new JobReader(opening, backlog, ear, next, intents);
        of.restore(backoff, now, opening.seams().clock().millis());
        stock = next;
        reader = of;
        draft.get().touchesJob = true;
    }

    /** Those whose time has come may run. */
    void wakeDue(long now) {
        if (serving() != null) {
            stock.turns().wakeDue(now);
        }
    }

    /** When there is something to wake or to read without being told. */
    long nextAt(long now) {
        if (stock == null) {
            return queue.isEmpty() ? Long.MAX_VALUE : Math.max(now, readAfter);
        }
        if (stock.isStopped()) {
            return Long.MAX_VALUE;
        }
        long read = reader.hasRoom() ? Math.max(now, readAfter) : Long.MAX_VALUE;
        return Math.min(read, stock.turns().nextDue());
    }

    /** Why the log cannot be read; null when it can. */
    String trouble() {
        return trouble;
    }

    /** What of the job is on disk once {@code sent} is. */
    JobProgress progress(Draft sent) {
        if (stock == null) {
            return null;
        }
        long now = opening.seams().ticker().getAsLong();
        long wall = opening.seams().clock().millis();
        Job.Progress progress =
                stock.progress(sent, e -> e.due <= now ? 0 : Math.max(0, wall + (e.due - now) / 1_000_000));
        Job.State state = stock.isEnding() ? Job.State.DONE : Job.State.RUNNING;
        return new JobProgress(stock.job.id(), state, null, progress);
    }

    /** What was sent is on disk. */
    void committed(Draft written, long now) {
        if (reader != null) {
            reader.delivered(written.outcomes());
        }
        if (stock != null) {
            stock.committed(written, now);
            boolean done = written.job != null && written.job.state() == Job.State.DONE;
            stock = done ? null : stock;
            dropIfOver();
        }
    }

    private void dropIfOver() {
        if (stock != null && stock.isStopped() && stock.isIdle() && !stock.abandon()) {
            stock = null;
        }
    }

    /** Whether a delivery that was refused can come back now: not one that the job is about to try again. */
    boolean mayRevive(Refused refused, Backlog live) {
        Stock home = homeOf(refused, live);
        boolean isTaken = stock != null && stock.has(refused.row().seq());
        return home.mayRevive(refused) && !isTaken;
    }

    /** Where it belongs: to the job while that is served, else to the live ones. */
    Stock homeOf(Refused refused, Backlog live) {
        return refused.stock() != null && refused.stock() == serving() && !stock.isEnding() ? stock : live;
    }
}
