package io.wotnotrelay.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Events for tests. */
final class Events {
    private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");

    private Events() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The event of an item. */
    static Event of(String item) {
        return of(bytes(item));
    }

    static Event of(byte[] item) {
        return EventReader.read("evt_1", 1, RECEIVED, new Kind(Event.WOTNOT, "any", null), item);
    }

    /** The event of this type and payload. */
    static Event of(String type, String payload) {
        return of("{\"event\":{\"type\":\"" + type + "\",\"payload\":" + payload + "}}");
    }

    /** The event of a message. */
    static Event message(String message) {
        return of("message", "{\"message\":" + message + "}");
    }
}
