package io.wotnotrelay.destination;

import java.util.List;

/**
 * What a changed file would do with past events at one destination.
 *
 * @param running whether a destination of this name runs
 * @param events how many there were
 * @param now how many of them the one that runs gets
 * @param then how many the changed file would get
 * @param gained those it gets and the one that runs does not
 * @param lost the other way round
 * @param first what the first of them would be sent as
 * @param failures the causes for which events would fail before they are sent
 * @param unfit why nothing was rendered; null where it was
 */
public record Rehearsed(
        String destination,
        boolean running,
        long events,
        long now,
        long then,
        long gained,
        long lost,
        List<Rendered> first,
        List<Failing> failures,
        String unfit) {
    /** One event as it would be sent. */
    public record Rendered(String eventId, List<TestDelivery.Message> sent) {}

    /**
     * Events that fail for one cause.
     *
     * @param eventIds the first of them
     */
    public record Failing(String cause, long count, List<String> eventIds) {}
}
