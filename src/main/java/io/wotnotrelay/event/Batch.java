package io.wotnotrelay.event;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Several events in one run of a route, for a destination with {@code batch}.
 *
 * @param size how many
 * @param events at least one, in order
 */
public record Batch(int size, List<Event> events) {
    /** The batch as stable, one-line JSON: {@code {"size":…,"events":[…]}}. */
    public String toJson() {
        return events.stream()
                .map(Event::toJson)
                .collect(Collectors.joining(",", "{\"size\":" + size + ",\"events\":[", "]}"));
    }

    /** The JSON, so that a route that wants text gets it. */
    @Override
    public String toString() {
        return toJson();
    }
}
