package io.wotnotrelay.lane;

import io.wotnotrelay.conversation.ConversationKeys;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Brings a job's events from the log into its stock, as many as can be used soon. */
final class JobReader {
    private static final int MOST_READY = 64;
    private static final long MOST_READY_WEIGHT = 2 << 20;
    private static final int PAGE = 64;
    /** In one turn of the lane. */
    private static final int MOST_PASSED = 1_000;

    private final Opening opening;
    private final EventLog log;
    private final Backlog backlog;
    private final Ear ear;
    private final JobStock stock;
    private final DeliveredSince since;
    private final Intents intents;
    /** Of which there was an intent when the job was taken up. */
    private final Set<Long> begun;

    private final int mostReady;
    private final Deque<StoredEvent> page = new ArrayDeque<>();

    JobReader(Opening opening, Backlog backlog, Ear ear, JobStock stock, Intents intents) {
        this.intents = intents;
        this.begun = LongStream.of(
                        opening.destination().wantsIntents() ? opening.log().intents(stock.job.lane()) : new long[0])
                .boxed()
                .collect(Collectors.toSet());
        this.opening = opening;
        this.log = opening.log();
        this.backlog = backlog;
        this.ear = ear;
        this.stock = stock;
        Job job = stock.job;
        this.since = new DeliveredSince(
                log, job.lane(), job.order().mark(), job.order().again());
        LaneOptions.BatchSize batch = opening.options().batch();
        int most = Math.max(2 * opening.options().concurrency(), batch == null ? 0 : 2 * batch.events());
        this.mostReady = Math.max(MOST_READY, most);
    }

    /** Puts back what was open before a restart. */
    void restore(Backoff backoff, long now, long wall) {
        for (Job.Open open : stock.job.progress().open()) {
            Optional<StoredEvent> event = log.find(open.seq());
            if (event.isEmpty() || backlog.isUnsettled(open.seq())) {
                pass(open.seq(), event.isPresent());
                continue;
            }
            Entry entry = entry(event.get());
            entry.attempts = open.attempts();
            entry.age = open.runMillis();
            if (open.attempts() > 0) {
                entry.asked = true;
                entry.resume(0);
                entry.due = entry.doubt != null
                        ? 0
                        : now + backoff.afterRestart(open.attempts(), open.dueAt(), wall) * 1_000_000;
            }
            stock.admit(entry, null, now);
        }
    }

    /** No more than a page, so that a lane whose job has much to skip still hears what is posted. */
    void read(long now) {
        if (!since.isKnown()) {
            since.read();
            return;
        }
        for (int left = MOST_PASSED; left > 0 && hasRoom(); left--) {
            long seq = stock.next();
            if (seq < 0) {
                stock.exhausted();
                return;
            }
            take(seq, now);
        }
    }

    /** These have ended since: what the lane itself has delivered the job need not. */
    void delivered(List<Outcome> outcomes) {
        outcomes.forEach(since::add);
    }

    boolean hasRoom() {
        return stock.hasRoom(mostReady) && stock.turns().ready().weight() < MOST_READY_WEIGHT;
    }

    private void take(long seq, long now) {
        boolean dealtWith = since.has(seq) || backlog.isUnsettled(seq);
        StoredEvent event = dealtWith ? null : event(seq);
        if (event == null || isAhead(event)) {
            pass(seq, event != null || dealtWith);
        } else {
            stock.admit(entry(event), event, now);
        }
    }

    private void pass(long seq, boolean kept) {
        if (kept) {
            stock.skip(seq);
        } else {
            stock.expire(seq);
        }
    }

    /** Whether the lane has yet to come to it. */
    private boolean isAhead(StoredEvent event) {
        return event.seq() > ear.position() && ear.wants(event.kind());
    }

    private StoredEvent event(long seq) {
        while (!page.isEmpty() && page.peek().seq() < seq) {
            page.poll();
        }
        if (page.isEmpty() && stock.isDense(seq, PAGE)) {
            page.addAll(log.read(seq - 1, PAGE));
        }
        boolean here = !page.isEmpty() && page.peek().seq() == seq;
        return here ? page.poll() : log.find(seq).orElse(null);
    }

    private Entry entry(StoredEvent event) {
        String key = opening.options().ordered()
                ? ConversationKeys.bounded(opening.seams().conversation().apply(event))
                : null;
        Entry entry = new Entry(event.seq(), key, event.receivedAt());
        entry.asked = stock.job.order().named();
        log.dead(stock.job.lane(), event.seq() - 1, 1).stream()
                .filter(row -> row.seq() == event.seq())
                .forEach(row -> wasDead(entry, row));
        intents.recognise(entry);
        if (begun.remove(entry.seq) && entry.doubt == null && isBegun(entry.seq)) {
            entry.intent = true;
            entry.doubt = Doubt.NO_ANSWER;
        }
        return entry;
    }

    /** Whether there is an intent of it still: the lane itself may have come to its end since the job was taken up. */
    private boolean isBegun(long seq) {
        boolean there = LongStream.of(log.intents(stock.job.lane())).anyMatch(one -> one == seq);
        return there && !intents.isStale(seq);
    }

    /** Its tries go on counting; those it has are its job's. */
    private static void wasDead(Entry entry, Parked row) {
        entry.letter = true;
        entry.earlier = row.attempts();
        entry.asked |= row.attempts() > 0;
    }
}
