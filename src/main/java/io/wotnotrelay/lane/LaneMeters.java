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

    /** A delivery was given up on, and this is on disk. */
    default void dead(String lane, Outcome outcome) {}

    /**
     * A delivery failed and will be tried again, and with that has come past 50 or 90 % of its tries or of its time.
     *
     * @param percent how much is used up
     * @param left the most time until it is given up on, if the lane runs
     */
    default void runningOut(String lane, long seq, int percent, Duration left, String cause) {}
}
