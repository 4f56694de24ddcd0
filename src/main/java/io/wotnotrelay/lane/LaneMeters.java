package io.wotnotrelay.lane;

import io.wotnotrelay.log.Outcome;
import java.time.Duration;

/** Told of what lanes do, on their threads: be quick, and throw nothing. */
public interface LaneMeters {
    /** Hears nothing. */
    LaneMeters NONE = new LaneMeters() {};

    /**
     * A run of a destination's route ended.
     *
     * @param failure null where it delivered
     * @param took from the call to the return
     */
    default void ran(String lane, Result.Failure failure, Duration took) {}

    /** A delivery that may have been done before went well. */
    default void doubted(String lane, Doubt.Settled how) {}

    /** A delivery ended, and this is on disk. */
    default void settled(String lane, Outcome.Result result) {}
}
