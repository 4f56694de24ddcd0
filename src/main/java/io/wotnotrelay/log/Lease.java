package io.wotnotrelay.log;

/**
 * The right to run something that one replica at a time may run.
 *
 * @param name of what is leased
 * @param epoch goes up each time the right goes to a replica; whoever writes with an older one is refused
 */
public record Lease(String name, long epoch) {}
