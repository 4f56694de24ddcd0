package io.wotnotrelay.lane;

import io.wotnotrelay.log.Job;
import java.util.List;

/**
 * What someone asks a lane to deliver that is not live.
 *
 * @param destination the lane's name
 * @param what which events
 * @param again whether also those that were delivered
 * @param rate of the job, beside the lane's own; null for none
 * @param asked all of it as it was asked, in JSON: to be shown
 */
public record JobRequest(String destination, What what, boolean again, LaneOptions.Rate rate, String asked) {
    /** Which events a job is of. */
    public sealed interface What {}

    /** The states a replay can ask for. */
    public enum State {
        DEAD,
        RETRYING,
        HELD,
        DELIVERED,
        FILTERED,
        EXPIRED
    }

    /**
     * Those whose delivery is in a state now.
     *
     * @param state which
     * @param cause what their cause contains, in small or capital letters; null for any
     */
    public record Standing(State state, String cause) implements What {}

    /** These, whatever the destination subscribes to. */
    public record Named(List<Long> seqs) implements What {}

    /**
     * Those the destination subscribes to and has come past, received within a time.
     *
     * @param from epoch milliseconds; null for the first one kept
     * @param to epoch milliseconds, not included; null for the last one
     */
    public record Received(Long from, Long to) implements What {}

    Job.Kind kind() {
        return what instanceof Received ? Job.Kind.BACKFILL : Job.Kind.REPLAY;
    }
}
