package io.wotnotrelay.app;

import io.wotnotrelay.lane.Doubt;
import io.wotnotrelay.lane.LaneMeters;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.log.Outcome;
import java.time.Duration;
import java.util.List;

/** Tells all of them what lanes do. */
record Meters(List<LaneMeters> all) implements LaneMeters {
    @Override
    public void ran(String lane, Result.Failure failure, Duration took) {
        all.forEach(meters -> meters.ran(lane, failure, took));
    }

    @Override
    public void settled(String lane, Outcome.Result result) {
        all.forEach(meters -> meters.settled(lane, result));
    }

    @Override
    public void dead(String lane, Outcome outcome) {
        all.forEach(meters -> meters.dead(lane, outcome));
    }

    @Override
    public void runningOut(String lane, long seq, int percent, Duration left, String cause) {
        all.forEach(meters -> meters.runningOut(lane, seq, percent, left, cause));
    }

    @Override
    public void doubted(String lane, Doubt.Settled how) {
        all.forEach(meters -> meters.doubted(lane, how));
    }
}
