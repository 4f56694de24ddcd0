package io.wotnotrelay.event;

import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the fields of an item that WotNot does not document, in the places where they stood. */
final class Undocumented {
    /** What WotNot documents: an empty map where everything beneath is the field's own. */
    private static final Map<String, Map<String, ?>> ITEM = Map.of(
            "event", Map.of("type", Map.of(), "payload", Map.of()),
            "conversation", Map.of("key", Map.of(), "id", Map.of()),
            "account", Map.of("key", Map.of(), "id", Map.of(), "bot", Map.of("id", Map.of())),
            "visitor", Map.of("key", Map.of(), "id", Map.of()),
            "timestamp", Map.of());

    private Undocumented() {}

    static Fields of(Fields item) {
        return Fields.of(rest(item, ITEM));
    }

    private static Map<String, Object> rest(Fields found, Map<String, ?> documented) {
        Map<String, Object> rest = new LinkedHashMap<>();
        found.forEach((name, value) -> {
            if (!documented.containsKey(name)) {
                rest.put(name, value);
            } else if (value instanceof Fields inner && documented.get(name) instanceof Map<?, ?> names) {
                nested(rest, name, inner, names);
            }
        });
        return rest;
    }

    private static void nested(Map<String, Object> rest, String name, Fields inner, Map<?, ?> names) {
        if (names.isEmpty()) {
            return;
        }
        @SuppressWarnings("unchecked") // every level of ITEM is a map of names
        Map<String, Object> deeper = rest(inner, (Map<String, ?>) names);
        if (!deeper.isEmpty()) {
            rest.put(name, Fields.of(deeper));
        }
    }
}
