package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.Lease;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;

/** All that a lane is opened with; {@code lease}: null where no other replica could have the lane. */
record Opening(
        LaneRecord record,
        LaneOptions options,
        Predicate<String> wants,
        Destination destination,
        EventLog log,
        ExecutorService workers,
        Bell bell,
        Tail tail,
        LaneMeters meters,
        Credential credential,
        Lease lease,
        Seams seams) {}
