package io.wotnotrelay.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stand-in until the event room's own is merged: enough of the JSON to try the sinks with. */
final class EventJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventJson() {}

    static String write(Event event) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("schema", event.schema());
        parts.put("id", event.id());
        parts.put("seq", event.seq());
        parts.put("type", event.type());
        parts.put("visitor", event.visitor());
        parts.put("text", event.text());
        try {
            return JSON.writeValueAsString(parts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
