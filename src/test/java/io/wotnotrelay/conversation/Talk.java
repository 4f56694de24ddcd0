package io.wotnotrelay.conversation;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Events of made-up conversations, as WotNot sends them. */
final class Talk {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String conversation;
    private final String visitor;

    Talk(String conversation, String visitor) {
        this.conversation = conversation;
        this.visitor = visitor;
    }

    NewEvent says(String text) {
        return item(
                "message",
                "text",
                "{\"message_by\":{\"type\":\"visitor\"},\"message\":{\"type\":\"text\",\"text\":" + quoted(text)
                        + "}}");
    }

    NewEvent begins(String name, String url) {
        return item("conversation_create", null, """
                {"title":"Visitor","is_closed":0,"assigned_to_user":{"type":"bot","id":"1","email":"bot@example.com"},
                 "variables":[{"name":"visitor_name","value":%s},{"name":"conversation_url","value":%s}]}""".formatted(quoted(name), quoted(url)));
    }

    NewEvent answers(String email, String phone) {
        return item("message", "form.response", """
                {"message":{"type":"form.response","payload":{"fields":[
                 {"label":"E","type":"email","value":%s},{"label":"P","type":"phone","value":%s}]}}}""".formatted(quoted(email), quoted(phone)));
    }

    NewEvent sets(String variable, String json) {
        return item("variables", null, "{\"variables\":[{\"name\":" + quoted(variable) + ",\"value\":" + json + "}]}");
    }

    NewEvent books(String name) {
        return item("message", "appointment_booking.response", """
                {"message":{"type":"appointment_booking.response","payload":{"is_booking_confirmed":true,
                 "variables":[{"name":"visitor_name","value":%s}]}}}""".formatted(quoted(name)));
    }

    NewEvent labels(String action, String labels) {
        return item("conversation_labels", null, "{\"action\":" + quoted(action) + ",\"labels\":" + labels + "}");
    }

    NewEvent assigns(String email) {
        String to = email == null ? "null" : "{\"type\":\"user\",\"id\":\"2\",\"email\":" + quoted(email) + "}";
        return item("assignee_change", null, "{\"to\":" + to + "}");
    }

    NewEvent closes() {
        return item("status", null, "{\"status\":\"Close\"}");
    }

    NewEvent item(String type, String subtype, String payload) {
        try {
            ObjectNode item = JSON.createObjectNode();
            item.putObject("event").put("type", type).set("payload", JSON.readTree(payload));
            item.putObject("conversation").put("key", conversation);
            ObjectNode who = item.putObject("visitor");
            if (visitor != null) {
                who.put("key", visitor);
            }
            item.put("n", NUMBERS.incrementAndGet());
            return Items.item(new Kind(Event.WOTNOT, type, subtype).key(), JSON.writeValueAsBytes(item));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first event of a sample. */
    static StoredEvent sample(String name) throws IOException {
        byte[] raw = JSON.readTree(
                        Path.of("src/main/resources/samples", name + ".json").toFile())
                .get("events")
                .get(0)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        String type = name.replace(".number", "").replaceFirst("variables\\.text", "variables");
        int dot = type.indexOf('.');
        Kind kind = new Kind(
                Event.WOTNOT, dot < 0 ? type : type.substring(0, dot), dot < 0 ? null : type.substring(dot + 1));
        return stored(1, new NewEvent(kind.key(), new byte[16], raw));
    }

    static StoredEvent stored(long seq, NewEvent event) {
        return new StoredEvent(seq, 1_000, 1, event.kind(), event.digest(), event.raw());
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
