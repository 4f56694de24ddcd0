package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.Parked;
import java.util.List;

/** How it stands with a lane that the log knows and that is not open: its file is gone, or cannot run. */
final class Missing {
    private Missing() {}

    static LaneStatus status(EventLog log, LaneRecord lane) {
        List<Parked> parked = log.parked(lane.id());
        return new LaneStatus(
                lane.name(),
                LaneStatus.State.MISSING,
                "No destination named " + lane.name()
                        + " runs; bring its file back into the folder of routes, or mend it.",
                lane.cursor(),
                Math.max(0, log.head() - lane.cursor()),
                0,
                count(parked, Parked.State.RETRYING),
                count(parked, Parked.State.BLOCKED),
                count(parked, Parked.State.HELD),
                Past.countDead(log, lane.id()),
                0,
                0,
                0,
                0,
                null);
    }

    private static int count(List<Parked> rows, Parked.State state) {
        return (int) rows.stream().filter(row -> row.state() == state).count();
    }
}
