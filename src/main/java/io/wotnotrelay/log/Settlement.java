package io.wotnotrelay.log;

import java.util.List;

/**
 * What one lane has to write, all of it in one commit.
 *
 * @param lane {@link LaneRecord#id()}
 * @param cursor the new cursor; never lower than the one before
 * @param outcomes deliveries that ended; a dead one is also in {@code parked}
 * @param parked rows to write or replace
 * @param unparked events whose parked rows go away
 */
public record Settlement(int lane, long cursor, List<Outcome> outcomes, List<Parked> parked, List<Long> unparked) {}
