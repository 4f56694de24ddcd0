package io.wotnotrelay.log;

/**
 * A lane as the log remembers it.
 *
 * @param id number of the lane in this log
 * @param name the destination's name
 * @param bornAt epoch milliseconds
 * @param cursor every matching event up to this seq is settled or parked
 * @param paused whether an operator has paused it
 */
public record LaneRecord(int id, String name, long bornAt, long cursor, boolean paused) {}
