package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.event.SampleEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** One request for each payload that WotNot documents. */
final class Samples {
    static final List<String> NAMES = SampleEvents.NAMES;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Samples() {}

    /** The documented bytes. */
    static byte[] asIs(String name) {
        return SampleEvents.request(name);
    }

    /** The only event of the sample. */
    static ObjectNode event(String name) {
        try {
            return (ObjectNode) JSON.readTree(asIs(name)).path("events").path(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sample as if it happened now, so that it is not taken for one that came before. */
    static byte[] fresh(String name, Stamps stamps) {
        return body(List.of(event(name).put("timestamp", stamps.next())));
    }

    /** A request of these events. */
    static byte[] body(List<? extends JsonNode> events) {
        try {
            ObjectNode body = JSON.createObjectNode();
            body.putArray("events").addAll(events);
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
