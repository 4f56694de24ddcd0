package io.wotnotrelay.log;

/**
 * A lane as the log remembers it.
 *
 * @param id number of the lane in this log
 * @param name the destination's name
 * @param bornAt epoch milliseconds
 * @param cursor every matching event up to this seq is settled or parked
 * @param paused whether an operator has paused it
 * @param standing what the lane itself remembers of why it stands still, in its own words; empty for nothing
 */
public record LaneRecord(int id, String name, long bornAt, long cursor, boolean paused, String standing) {
    /** A lane that has nothing to remember. */
    public LaneRecord(int id, String name, long bornAt, long cursor, boolean paused) {
        this(id, name, bornAt, cursor, paused, "");
    }

    /** The same under another name. */
    public LaneRecord named(String other) {
        return new LaneRecord(id, other, bornAt, cursor, paused, standing);
    }

    /** The same, paused or not. */
    public LaneRecord paused(boolean now) {
        return new LaneRecord(id, name, bornAt, cursor, now, standing);
    }

    /** The same, further on. */
    public LaneRecord moved(long to, String nowStanding) {
        return new LaneRecord(id, name, bornAt, to, paused, nowStanding);
    }
}
