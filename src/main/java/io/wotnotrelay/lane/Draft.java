package io.wotnotrelay.lane;

import io.wotnotrelay.log.JobProgress;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Settlement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What will be written in one commit: the changes, and whom to tell when it is on disk. */
final class Draft {
    final List<Entry> settled = new ArrayList<>();
    final List<Entry> parked = new ArrayList<>();
    /** Deliveries of the job that have ended. */
    final List<Entry> ofJob = new ArrayList<>();
    /** Those of the job whose intents go away although they have not ended. */
    final List<Entry> recalledOfJob = new ArrayList<>();
    /** Whether the job's progress is to be written. */
    boolean touchesJob;
    /** What was sent of it; null for nothing. */
    JobProgress job;
    /** Whose intents go away although nothing else is to be written of them. */
    final List<Entry> recalled = new ArrayList<>();
    /** Runs that begin when this is on disk. */
    final List<Run> announced = new ArrayList<>();
    /** Route runs whose worker slots come free with the commit. */
    int runs;
    /** How many came back from the dead letters. */
    int revived;

    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Parked> rows = new ArrayList<>();
    private final List<Long> unparked = new ArrayList<>();
    private final List<Long> escaped = new ArrayList<>();
    private final List<Long> begun = new ArrayList<>();
    private final List<Long> over = new ArrayList<>();

    boolean isEmpty() {
        boolean nothingHappened = settled.isEmpty() && parked.isEmpty() && !touchesJob;
        return nothingHappened && begun.isEmpty() && over.isEmpty();
    }

    /**
     * An end; {@code dead} is its row among the dead letters, null for every other end. A dead letter in doubt stays so:
     * it may come back.
     */
    void settle(Entry entry, Outcome outcome, Parked dead) {
        entry.writing = this;
        settled.add(entry);
        outcomes.add(outcome);
        if (dead == null || entry.doubt == null) {
            over(entry);
        }
        if (dead != null) {
            rows.add(dead);
        } else if (entry.parkedAs != null) {
            unparked.add(entry.seq);
        }
    }

    /** The same for one of the job. */
    void settleOfJob(Entry entry, Outcome outcome, Parked dead) {
        entry.writing = this;
        ofJob.add(entry);
        touchesJob = true;
        outcomes.add(outcome);
        if (dead == null || entry.doubt == null) {
            over(entry);
        }
        if (dead != null) {
            rows.add(dead);
        } else if (entry.letter) {
            unparked.add(entry.seq);
        }
        revived += entry.letter ? 1 : 0;
    }

    void park(Entry entry, Parked row) {
        entry.writing = this;
        parked.add(entry);
        rows.add(row);
        if (entry.doubt == null) {
            over(entry);
        }
    }

    /** A run that begins when this is on disk, and those of its deliveries that have no intent yet. */
    void announce(Run run, List<Entry> bare) {
        announced.add(run);
        for (Entry entry : bare) {
            entry.intent = true;
            begun.add(entry.seq);
        }
    }

    /** How the try of this one ended is known, and there is nothing else to write of it. */
    void recall(Entry entry) {
        entry.writing = this;
        recalled.add(entry);
        over(entry);
    }

    /** The same for one of the job. */
    void recallOfJob(Entry entry) {
        entry.writing = this;
        recalledOfJob.add(entry);
        over(entry);
    }

    /** Intents that mean nothing any more. */
    void over(Collection<Long> seqs) {
        over.addAll(seqs);
    }

    private void over(Entry entry) {
        if (entry.intent) {
            entry.intent = false;
            over.add(entry.seq);
        }
    }

    /** Lets a parked one leave the order of its conversation. */
    void escape(Entry entry) {
        entry.writing = this;
        parked.add(entry);
        escaped.add(entry.seq);
    }

    /** Takes over what another one could not write. */
    void takeOver(Draft failed) {
        failed.settled.forEach(e -> e.writing = this);
        failed.parked.forEach(e -> e.writing = this);
        failed.ofJob.forEach(e -> e.writing = this);
        failed.recalledOfJob.forEach(e -> e.writing = this);
        ofJob.addAll(failed.ofJob);
        recalledOfJob.addAll(failed.recalledOfJob);
        touchesJob |= failed.touchesJob;
        failed.recalled.forEach(e -> e.writing = this);
        settled.addAll(failed.settled);
        parked.addAll(failed.parked);
        recalled.addAll(failed.recalled);
        announced.addAll(failed.announced);
        outcomes.addAll(failed.outcomes);
        rows.addAll(failed.rows);
        unparked.addAll(failed.unparked);
        escaped.addAll(failed.escaped);
        begun.addAll(failed.begun);
        over.addAll(failed.over);
        runs += failed.runs;
        revived += failed.revived;
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    /** {@code standing}: null where it stays. */
    Settlement settlement(int lane, long cursor, String standing) {
        return new Settlement(
                lane,
                cursor,
                List.copyOf(outcomes),
                List.copyOf(rows),
                List.copyOf(unparked),
                List.copyOf(escaped),
                standing,
                new Settlement.Intents(List.copyOf(begun), List.copyOf(over)),
                job);
    }
}
