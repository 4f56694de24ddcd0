package io.wotnotrelay.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an event of the relay's own is written, and read again: an item of WotNot's shape whose payload holds the facts
 * and, as {@code text}, the sentence. That it is the relay's own says its {@link Kind} in the log, never its bytes.
 */
public final class OwnEvents {
    private static final String TEXT = "text";

    private OwnEvents() {}

    /**
     * The bytes of one.
     *
     * @param facts texts, numbers, truth values, lists and maps of them, null; in their order
     */
    public static byte[] item(String type, Instant at, String text, Map<String, Object> facts) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(TEXT, text);
        payload.putAll(facts);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("payload", payload);
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("event", event);
        item.put("timestamp", at.toString());
        return Slice.of(item).text().getBytes(StandardCharsets.UTF_8);
    }

    /** The facts are its variables; answers the sentence. */
    static String read(Fields payload, Draft draft) {
        payload.forEach((name, value) -> {
            if (!name.equals(TEXT)) {
                draft.variables.put(name, value);
            }
        });
        return payload.text(TEXT);
    }
}
