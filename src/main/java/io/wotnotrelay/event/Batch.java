package io.wotnotrelay.event;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Several events for one run of a route: {@code batch} of {@code wotnot:}.
 *
 * @param size how many
 * @param events in the order they came
 */
public record Batch(int size, List<Event> events) implements JsonRaw {
    /** Of these events, in their order. */
    public static Batch of(List<Event> events) {
        return new Batch(events.size(), List.copyOf(events));
    }

    /** {@code {"size":n,"events":[…]}} in one line. */
    public String toJson() {
        return json(Event::toJson);
    }

    @Override
    public String json() {
        return toJson();
    }

    private String json(Function<Event, String> one) {
        return events.stream().map(one).collect(Collectors.joining(",", "{\"size\":" + size + ",\"events\":[", "]}"));
    }

    /** A copy of which every text of every event went through the function ({@link Event#mapText}). */
    public Batch mapText(UnaryOperator<String> function) {
        return new Batch(size, events.stream().map(e -> e.mapText(function)).toList());
    }

    /** The JSON, so that a route that wants text gets it; events of a mapped copy print as {@link Event#toString} says. */
    @Override
    public String toString() {
        return json(Event::toString);
    }
}
