package io.wotnotrelay.sink;

import io.wotnotrelay.event.Event;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * An event in the form of CloudEvents 1.0 (github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md), with the
 * extension of partitioning. {@code source} and {@code id} together are the same for every try: a receiver that remembers
 * them does nothing twice.
 *
 * @param attributes by name, in the order of the specification
 * @param json the data
 */
record CloudEvent(Map<String, String> attributes, String json) {
    /** @param json null for the event's own JSON */
    static CloudEvent of(Exchange exchange, String key, JsonTemplate json) throws IOException {
        Object held = exchange.getMessage().getBody();
        Map<String, String> attributes = new LinkedHashMap<>();
        put(attributes, "specversion", "1.0");
        put(attributes, "id", InDoubt.eventId(exchange, held));
        put(attributes, "source", held instanceof Event event ? event.source() : Event.WOTNOT);
        put(attributes, "type", held instanceof Event event ? type(event) : "event");
        put(attributes, "datacontenttype", "application/json");
        if (held instanceof Event event) {
            put(attributes, "subject", event.conversation().key());
            put(attributes, "time", time(event));
        }
        put(attributes, "partitionkey", key);
        return new CloudEvent(attributes, json == null ? data(held) : json.write(exchange));
    }

    private static String data(Object held) throws IOException {
        if (held == null) {
            throw new UnfitEventException("the route holds nothing any more; take out the step that changed it");
        }
        return JsonValues.text(held);
    }

    /** As {@code events:} names it. */
    private static String type(Event event) {
        String subtype = event.subtype() == null || event.subtype().isBlank() ? "" : "." + event.subtype();
        return event.type() + subtype;
    }

    private static String time(Event event) {
        Instant time = event.occurredAt() == null ? event.receivedAt() : event.occurredAt();
        return time == null ? null : time.toString();
    }

    /** Attributes hold no control characters, no halves of pairs and no blank values (section 3.1). */
    private static void put(Map<String, String> attributes, String name, String value) {
        String text =
                value == null ? "" : Escape.whole(value).replaceAll("[\\p{Cc}\\ufffe\\uffff\\ufdd0-\\ufdef]", "\ufffd");
        if (!text.isBlank()) {
            attributes.put(name, text);
        }
    }

    /** The whole as one JSON text (json-format.md). */
    String structured() throws IOException {
        return JsonValues.text(out -> {
            out.writeStartObject();
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                out.writeStringField(attribute.getKey(), attribute.getValue());
            }
            out.writeFieldName("data");
            out.writeRawValue(json);
            out.writeEndObject();
        });
    }
}
