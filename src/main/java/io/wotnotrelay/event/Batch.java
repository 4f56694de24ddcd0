package io.wotnotrelay.event;

import java.util.List;

/**
 * Several events for one run of a route.
 *
 * @param size how many
 * @param events the events, in order
 */
public record Batch(int size, List<Event> events) {}
