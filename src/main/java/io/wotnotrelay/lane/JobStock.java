package io.wotnotrelay.lane;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.SeqSet;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The deliveries a job has begun and not ended, in the order of their conversations within the job. No row is parked for
 * them: they stand in the job's progress, which is written in the commit of their outcomes.
 */
final class JobStock implements Stock {
    /** The most that may be open at once. */
    static final int MOST = 1_000;

    final Job job;
    private final SeqSet events;
    private final Supplier<Draft> draft;
    private final Turns turns = new Turns();
    private final Pace pace;
    /** By seq: those whose end is not on disk. */
    private final NavigableMap<Long, Entry> open = new TreeMap<>();

    private final JobCounts counts;
    private long position;
    private boolean exhausted;
    private boolean stopped;
    private boolean ending;

    JobStock(Job job, SeqSet events, Supplier<Draft> draft) {
        this.job = job;
        this.events = events;
        this.draft = draft;
        this.counts = new JobCounts(job.progress());
        this.position = job.progress().position();
        Job.Order order = job.order();
        LaneOptions.Rate rate = new LaneOptions.Rate(order.runs(), Duration.ofMillis(order.perMillis()));
        this.pace = new Pace(order.runs() == 0 ? null : rate);
    }

    @Override
    public Turns turns() {
        return turns;
    }

    /** The next of its events; -1 when there is none. */
    long next() {
        return events.after(position);
    }

    /** How many of its events are among the first {@code most} from here on that the log may have. */
    boolean isDense(long from, int most) {
        int many = 0;
        for (long seq = from; seq >= 0 && seq < from + most; seq = events.after(seq)) {
            many++;
        }
        return many > most / 8;
    }

    boolean hasRoom(int mostReady) {
        return !exhausted && turns.ready().available() < mostReady && open.size() < MOST;
    }

    /** Takes an event; {@code body}: its event. */
    void admit(Entry entry, StoredEvent body, long now) {
        position = Math.max(position, entry.seq);
        open.put(entry.seq, entry);
        if (turns.append(entry) == null) {
            entry.body = body;
            turns.activate(entry.chain, now);
        } else if (entry.chain.ready) {
            turns.ready().behind();
        }
    }

    /** Passes one that was delivered before, or that the lane itself has to deliver. */
    void skip(long seq) {
        counts.skipped++;
        pass(seq);
    }

    /** Passes one the log no longer has. */
    void expire(long seq) {
        counts.expired++;
        pass(seq);
    }

    private void pass(long seq) {
        position = Math.max(position, seq);
        draft.get().touchesJob = true;
    }

    /** There are no more to take. */
    void exhausted() {
        exhausted = true;
        draft.get().touchesJob |= open.isEmpty();
    }

    /** Starts nothing more. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Whether nothing of it is with the destination, or about to be written. */
    boolean isIdle() {
        return open.values().stream().noneMatch(e -> e.writing != null || e.chain.busy);
    }

    /**
     * Of a stopped one: lets go of the intents that mean nothing any more, for nobody will try these again; says whether
     * there are any, and that is still to be written.
     */
    boolean abandon() {
        List<Entry> left =
                open.values().stream().filter(e -> e.intent && !e.letter).toList();
        left.forEach(draft.get()::recallOfJob);
        return !left.isEmpty();
    }

    /** Whether it has this event to deliver still. */
    boolean has(long seq) {
        return open.containsKey(seq) || (seq > position && events.contains(seq));
    }

    @Override
    public long notBefore(long now) {
        return pace.next(now);
    }

    @Override
    public void started(long now) {
        pace.take(now);
    }

    @Override
    public boolean isLast() {
        return exhausted;
    }

    @Override
    public void retry(Entry entry, Parked row, long due, long now) {
        entry.due = due;
        keep(entry);
    }

    @Override
    public void hold(Entry entry, Parked row) {
        entry.due = 0;
        keep(entry);
    }

    private void keep(Entry entry) {
        entry.readyAt = 0;
        entry.body = null;
        draft.get().touchesJob = true;
        recall(entry);
    }

    @Override
    public void spare(Entry entry) {
        entry.spared();
        recall(entry);
    }

    /** How its try ended is known: its intent goes away, unless there is a doubt. It runs again when that is on disk. */
    private void recall(Entry entry) {
        if (entry.intent && entry.doubt == null) {
            draft.get().recallOfJob(entry);
        }
    }

    @Override
    public boolean escapes(Entry entry, long now) {
        return false;
    }

    @Override
    public void settle(Entry entry, Outcome outcome, Parked dead) {
        counts.ended(outcome.result());
        draft.get().settleOfJob(entry, outcome, dead);
    }

    @Override
    public void release(Collection<Entry> entries, long now) {
        turns.free(entries);
        entries.forEach(e -> turns.activate(e.chain, now));
    }

    @Override
    public boolean mayRevive(Refused refused) {
        return refused.isOnDisk() && !turns.isBusy(refused.row().conversation());
    }

    @Override
    public Entry revive(Parked row, long now) {
        Entry entry = new Entry(row.seq(), row.conversation(), 0);
        entry.earlier = row.attempts();
        entry.letter = true;
        entry.asked = true;
        entry.limit = 1;
        open.put(entry.seq, entry);
        turns.insert(entry);
        turns.activate(entry.chain, now);
        counts.failed--;
        draft.get().touchesJob = true;
        return entry;
    }

    /** What has ended is on disk: the next of each conversation may run. */
    void committed(Draft written, long now) {
        Set<Chain> touched = new LinkedHashSet<>();
        for (Entry entry : written.ofJob) {
            touched.add(entry.chain);
            turns.remove(entry);
            entry.writing = null;
            entry.body = null;
            open.remove(entry.seq);
        }
        for (Entry entry : written.recalledOfJob) {
            entry.writing = null;
            touched.add(entry.chain);
        }
        touched.forEach(chain -> turns.activate(chain, now));
        draft.get().touchesJob |= exhausted && open.isEmpty() && !ending;
    }

    /** What is on disk once {@code sent} is; {@code dueAt}: epoch milliseconds of an entry's next try. */
    Job.Progress progress(Draft sent, ToLongFunction<Entry> dueAt) {
        Set<Entry> ended = Set.copyOf(sent.ofJob);
        List<Job.Open> left = new ArrayList<>();
        for (Entry entry : open.values()) {
            if (!ended.contains(entry)) {
                left.add(new Job.Open(entry.seq, entry.attempts, dueAt.applyAsLong(entry), entry.age));
            }
        }
        ending = exhausted && left.isEmpty();
        return counts.progress(position, left);
    }

    /** Whether nothing is left of it once what was sent last is on disk. */
    boolean isEnding() {
        return ending;
    }
}
