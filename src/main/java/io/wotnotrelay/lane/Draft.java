package io.wotnotrelay.lane;

import io.wotnotrelay.log.JobProgress;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Settlement;
import java.util.ArrayList;
import java.util.List;

/** What will be written in one commit: the changes, and whom to tell when it is on disk. */
final class Draft {
    final List<Entry> settled = new ArrayList<>();
    final List<Entry> parked = new ArrayList<>();
    /** Deliveries of the job that have ended. */
    final List<Entry> ofJob = new ArrayList<>();
    /** Whether the job's progress is to be written. */
    boolean touchesJob;
    /** What was sent of it; null for nothing. */
    JobProgress job;
    /** Route runs whose worker slots come free with the commit. */
    int runs;
    /** How many came back from the dead letters. */
    int revived;

    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Parked> rows = new ArrayList<>();
    private final List<Long> unparked = new ArrayList<>();
    private final List<Long> escaped = new ArrayList<>();

    boolean isEmpty() {
        return settled.isEmpty() && parked.isEmpty() && !touchesJob;
    }

    /** An end; {@code dead} is its row among the dead letters, null for every other end. */
    void settle(Entry entry, Outcome outcome, Parked dead) {
        entry.writing = this;
        settled.add(entry);
        outcomes.add(outcome);
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
        ofJob.addAll(failed.ofJob);
        touchesJob |= failed.touchesJob;
        settled.addAll(failed.settled);
        parked.addAll(failed.parked);
        outcomes.addAll(failed.outcomes);
        rows.addAll(failed.rows);
        unparked.addAll(failed.unparked);
        escaped.addAll(failed.escaped);
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
                job);
    }
}
