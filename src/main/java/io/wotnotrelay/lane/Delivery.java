package io.wotnotrelay.lane;

import io.wotnotrelay.log.StoredEvent;
import java.util.List;
import java.util.Map;

/**
 * One run of a destination's route: one event, or several for a lane with {@code batch}.
 *
 * @param destination the destination's name
 * @param events at least one, in order
 * @param attempt 1 for the first try
 * @param batch whether the route wants a batch, even of one event
 * @param doubts by seq, those that may have been done already; only for a destination that wants intents
 */
public record Delivery(
        String destination, List<StoredEvent> events, int attempt, boolean batch, Map<Long, Doubt> doubts) {
    /** One without a doubt. */
    public Delivery(String destination, List<StoredEvent> events, int attempt, boolean batch) {
        this(destination, events, attempt, batch, Map.of());
    }

    /** {@code <event id>.<destination>}: the same on every try and replay. For a batch, of its first event. */
    public String id() {
        return events.get(0).id() + "." + destination;
    }
}
