package io.wotnotrelay.lane;

import java.time.Instant;

/**
 * How a lane stands at one moment. The numbers of what it holds are exact; the counters begin at 0 when it is opened,
 * but {@code dead}, which counts the dead letters in the log.
 *
 * @param name the destination's name
 * @param state what it does
 * @param cause why it does not deliver now, or the last failure since the last delivery; null when all is well
 * @param cursor every matching event up to this seq is settled or parked
 * @param waiting events read and neither settled nor parked, and all that were not read yet, matching or not: an upper
 *     bound for a lane that is behind, exact for one that keeps up
 * @param running deliveries that are with the destination now
 * @param retrying deliveries that failed and will be tried again
 * @param blocked deliveries parked behind another of their conversation
 * @param held deliveries parked because the lane was held when they failed
 * @param dead dead letters
 * @param delivered deliveries that ended well
 * @param filtered left out by the destination's filter
 * @param expired events no longer kept when their turn came
 * @param failures route runs that failed
 * @param oldestReceivedAt when the oldest event was received that is neither settled nor dead; null when there is none
 */
public record LaneStatus(
        String name,
        State state,
        String cause,
        long cursor,
        long waiting,
        int running,
        int retrying,
        int blocked,
        int held,
        long dead,
        long delivered,
        long filtered,
        long expired,
        long failures,
        Instant oldestReceivedAt) {
    /** What a lane does. */
    public enum State {
        /** It delivers, or waits for events. */
        RUNNING,
        /** It waits: the destination fails and is probed, asked for time (429), or the store is not available. */
        BACKING_OFF,
        /** The destination is set up wrongly: it is probed until someone has mended what the cause says. */
        HELD,
        /** Someone paused it. */
        PAUSED,
        /** The log knows it, and no destination of that name is open. */
        MISSING,
        /** A fault of the relay stopped it; the cause says which. */
        BROKEN,
        /** It was closed. */
        CLOSED
    }
}
