package io.wotnotrelay.lane;

import io.wotnotrelay.log.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What a lane has done since it was opened. Owned by the lane's thread. */
final class Counters {
    private final String lane;
    private final LaneMeters meters;
    private final Map<Outcome.Result, Long> ends = new EnumMap<>(Outcome.Result.class);
    private final TroubleLog trouble;
    private long failures;
    private String cause;

    /** {@code dead}: dead letters there are already. */
    Counters(String lane, LaneMeters meters, TroubleLog trouble, long dead) {
        this.lane = lane;
        this.trouble = trouble;
        this.meters = meters;
        ends.put(Outcome.Result.DEAD, dead);
    }

    /** A run of the route ended. */
    void ran(Result result, long nanos) {
        if (result instanceof Result.Failed failed) {
            failures++;
            cause = Causes.line(failed.cause());
            trouble.failed(failed.failure(), cause);
            meters.ran(lane, failed.failure(), Duration.ofNanos(nanos));
        } else {
            cause = null;
            trouble.delivered();
            meters.ran(lane, null, Duration.ofNanos(nanos));
        }
    }

    /** A delivery ended, on disk. */
    void settled(Outcome outcome) {
        ends.merge(outcome.result(), 1L, Long::sum);
        if (outcome.result() == Outcome.Result.DEAD) {
            trouble.dead(outcome.seq(), outcome.cause());
            meters.dead(lane, outcome);
        }
        meters.settled(lane, outcome.result());
    }

    /** A delivery has come past a share of its tries, or of its time. */
    void runningOut(long seq, int percent, long leftMillis, String cause) {
        meters.runningOut(lane, seq, percent, Duration.ofMillis(leftMillis), cause);
    }

    /** A delivery in doubt went well. */
    void doubted(long seq, Doubt.Settled how, String remark) {
        trouble.doubted(seq, how == Doubt.Settled.SENT_AGAIN, remark);
        meters.doubted(lane, how);
    }

    /** The lane stands still. */
    void stands(String what, String why) {
        trouble.stands(what, why);
    }

    /** So many are no longer dead. */
    void revived(int many) {
        ends.merge(Outcome.Result.DEAD, (long) -many, Long::sum);
    }

    long of(Outcome.Result result) {
        return ends.getOrDefault(result, 0L);
    }

    long failures() {
        return failures;
    }

    /** The last failure since the last delivery; null when there is none. */
    String cause() {
        return cause;
    }
}
