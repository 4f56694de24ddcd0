package io.wotnotrelay.log.retention;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import java.time.Duration;

/**
 * Which events jobs have still to deliver: these stay while a job is not older than a lane may stand still. What goes
 * all the same, the job counts as expired.
 */
final class JobPins {
    private final LogStore log;
    private final Duration pin;
    private long keeping;

    JobPins(LogStore log, Duration pin) {
        this.log = log;
        this.pin = pin;
    }

    /** The last event before the first one that a job of this lane needs; {@link Long#MAX_VALUE} where none does. */
    long before(LaneRecord lane, long now) {
        long before = Long.MAX_VALUE;
        for (Job job : log.jobs().unfinished(lane.id())) {
            if (now - job.createdAt() < pin.toMillis()) {
                long needs = firstNeeded(job);
                keeping = needs == Long.MAX_VALUE ? keeping : job.id();
                before = Math.min(before, needs == Long.MAX_VALUE ? needs : needs - 1);
            }
        }
        return before;
    }

    /** Of those that can go: what went before, and has to be delivered still, was copied. */
    private long firstNeeded(Job job) {
        long first = log.first();
        long next = log.jobs().events(job.id()).after(Math.max(job.progress().position(), first - 1));
        long open = job.progress().open().stream()
                .mapToLong(Job.Open::seq)
                .filter(seq -> seq >= first)
                .min()
                .orElse(Long.MAX_VALUE);
        return Math.min(next < 0 ? Long.MAX_VALUE : next, open);
    }

    /** Which job keeps events, in a sentence; empty where none does. */
    String why() {
        return log.jobs().find(keeping).filter(Job::isUnfinished).isEmpty()
                ? ""
                : "job " + keeping + " has still to deliver it, at most for relay.retention.pin (" + Words.of(pin)
                        + ").";
    }
}
