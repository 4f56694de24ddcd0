package io.wotnotrelay.log;

/**
 * How many deliveries of a lane ended how, since it was born; one that was dead and then delivered counts in both.
 */
public record LaneTotals(long delivered, long filtered, long dead, long expired) {}
