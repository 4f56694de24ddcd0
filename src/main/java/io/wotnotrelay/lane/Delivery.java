package io.wotnotrelay.lane;

import io.wotnotrelay.log.StoredEvent;
import java.util.List;

/**
 * One run of a destination's route: one event, or several for a lane with {@code batch}.
 *
 * @param destination the destination's name
 * @param events at least one, in order
 * @param attempt 1 for the first try
 * @param batch whether the route wants a batch, even of one event
 */
public record Delivery(String destination, List<StoredEvent> events, int attempt, boolean batch) {
    /** {@code <event id>.<destination>}: the same on every try and replay. For a batch, of its first event. */
    public String id() {
        return events.get(0).id() + "." + destination;
    }
}
