package io.wotnotrelay.log;

/**
 * An outcome and where it stands among those of its lane.
 *
 * @param place larger for later ones; means nothing beyond that
 * @param settled the outcome
 */
public record Placed(long place, Settled settled) {}
