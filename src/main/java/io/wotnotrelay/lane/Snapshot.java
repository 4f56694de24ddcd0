package io.wotnotrelay.lane;

import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;

/** What others may see of a lane, as of its last turn. {@code hasWindow}: something past the cursor is unsettled. */
record Snapshot(
        LaneStatus.State state,
        String cause,
        Entry oldest,
        boolean hasWindow,
        long cursor,
        int unparked,
        int running,
        int retrying,
        int blocked,
        int held,
        long dead,
        long delivered,
        long filtered,
        long expired,
        long failures) {
    static Snapshot of(LaneStatus.State state, String cause, Backlog backlog, int running, Counters counters) {
        return new Snapshot(
                state,
                cause,
                backlog.oldest(),
                backlog.hasWindow(),
                backlog.cursor(),
                backlog.unparked(),
                running,
                backlog.parked(Parked.State.RETRYING),
                backlog.parked(Parked.State.BLOCKED),
                backlog.parked(Parked.State.HELD),
                counters.of(Outcome.Result.DEAD),
                counters.of(Outcome.Result.DELIVERED),
                counters.of(Outcome.Result.FILTERED),
                counters.of(Outcome.Result.EXPIRED),
                counters.failures());
    }
}
