package io.wotnotrelay.sink;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.sink.EventSummary.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What somebody wants to know of an event of the relay's own: what happened, and what to do; then the facts. */
final class RelaySummary {
    private static final String TO_DO = "toDo";

    private RelaySummary() {}

    static List<Fact> facts(Event event) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "What to do", event.variables().get(TO_DO));
        for (Map.Entry<String, Object> fact : event.variables().entrySet()) {
            if (!fact.getKey().equals(TO_DO)) {
                add(facts, label(fact.getKey()), fact.getValue());
            }
        }
        return facts;
    }

    private static void add(List<Fact> facts, String name, Object value) {
        String text = value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : value == null ? "" : value.toString();
        if (!text.isBlank()) {
            facts.add(new Fact(name, text));
        }
    }

    /** {@code freeBytes} is {@code Free bytes}. */
    private static String label(String name) {
        String words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
