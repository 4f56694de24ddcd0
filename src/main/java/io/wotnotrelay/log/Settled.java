package io.wotnotrelay.log;

/**
 * An outcome with the time of the commit that wrote it.
 *
 * @param lane {@link LaneRecord#id()}
 * @param at epoch milliseconds
 * @param outcome how it ended
 */
public record Settled(int lane, long at, Outcome outcome) {}
