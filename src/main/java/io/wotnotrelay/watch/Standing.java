package io.wotnotrelay.watch;

import io.wotnotrelay.lane.LaneStatus;

/**
 * How a destination stands, as far as the watch cares.
 *
 * @param name the destination's; of a broken file in which none can be read, the file's
 * @param state of its lane; {@code BROKEN} too where its file is
 * @param cause why; null when all is well
 * @param waiting events it has not got
 * @param delivered deliveries that ended well since it was opened
 */
record Standing(String name, LaneStatus.State state, String cause, long waiting, long delivered) {
    static Standing of(LaneStatus lane) {
        long waiting = lane.waiting() + lane.retrying() + lane.blocked() + lane.held();
        return new Standing(lane.name(), lane.state(), lane.cause(), waiting, lane.delivered());
    }
}
