package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The {@code event} part of WotNot's events, as documented. */
final class Payloads {
    private Payloads() {}

    static ObjectNode created(Identity identity, String title, String timestamp) {
        ObjectNode payload = object();
        payload.set("assigned_to_user", People.BOT);
        payload.put("created_at", timestamp).put("title", title).put("bot_id", Identity.BOT_ID);
        payload.putObject("channel").put("name", 1).put("provider", 0);
        payload.put("is_new_visitor", true).put("is_closed", 0);
        payload.put("external_key", identity.conversationKey());
        payload.put("browser", "Firefox 140 (140.0)");
        payload.set(
                "variables",
                variables(List.of(
                        Map.entry("bot_name", "Website Assistant"),
                        Map.entry("timezone", "Europe/Berlin"),
                        Map.entry("browser_language", "en-GB"),
                        Map.entry("ip_address", "203.0.113.7"),
                        Map.entry("global_channel_name", "WEB"),
                        Map.entry("conversation_url", identity.url()),
                        Map.entry("source_url", "https://www.example.com/pricing?utm_source=newsletter"),
                        Map.entry("contact_id", identity.visitorKey()))));
        return event("conversation_create", payload);
    }

    static ObjectNode text(ObjectNode by, String text) {
        ObjectNode message = object().put("type", "text").put("text", text);
        return message(by, message);
    }

    static ObjectNode button(String question, List<String> choices) {
        ObjectNode payload = object().put("search_enabled", false).put("multi_select_enabled", false);
        payload.put("buttons_layout", "horizontal").put("buttons_order", "as defined");
        ArrayNode buttons = payload.putArray("buttons");
        choices.forEach(choice -> buttons.addObject()
                .put("title", choice)
                .put("type", "branch")
                .put("callback", "")
                .put("next_dialog", String.valueOf(buttons.size() + 4)));
        return message(People.BOT, "button", payload.put("title", question));
    }

    static ObjectNode buttonResponse(String choice) {
        ObjectNode payload = object().put("body", choice);
        payload.putObject("callback");
        return message(People.VISITOR, "button.response", payload);
    }

    static ObjectNode form() {
        ObjectNode payload = object().put("message", "Please tell us how to reach you");
        ArrayNode fields = payload.putArray("fields");
        field(fields, "Name", "text", "name").put("is_optional", false);
        field(fields, "Email", "email", "email").put("is_optional", false);
        field(fields, "Phone", "phone", "phone").put("is_optional", true);
        return message(People.BOT, "form", payload);
    }

    static ObjectNode formResponse(People.Visitor visitor) {
        ObjectNode payload = object();
        ArrayNode fields = payload.putArray("fields");
        field(fields, "Name", "text", "name").put("value", visitor.name()).put("extra", "None");
        field(fields, "Email", "email", "email").put("value", visitor.email()).put("extra", "None");
        ObjectNode phone = field(fields, "Phone", "phone", "phone").put("value", visitor.phone());
        phone.putObject("extra").put("country_code", "1");
        return message(People.VISITOR, "form.response", payload);
    }

    static ObjectNode variables(ObjectNode by, List<Map.Entry<String, String>> values) {
        ObjectNode payload = object();
        payload.set("action_performed_by", by);
        payload.set("variables", variables(values));
        return event("variables", payload);
    }

    static ObjectNode label(ObjectNode by, int id) {
        ObjectNode payload = object();
        payload.set("action_performed_by", by);
        payload.put("action", "added").putArray("labels").addObject().put("id", id);
        return event("conversation_labels", payload);
    }

    static ObjectNode assigned(ObjectNode from, ObjectNode to) {
        ObjectNode payload = object();
        payload.set("changed_by", to);
        payload.set("to", to);
        payload.set("from", from);
        return event("assignee_change", payload);
    }

    static ObjectNode note(ObjectNode by, String text) {
        ObjectNode payload = object();
        payload.set("note_by", by);
        return event("note", payload.put("note", text));
    }

    static ObjectNode closed(ObjectNode by) {
        ObjectNode payload = object();
        payload.set("closed_by", by);
        return event("status", payload.put("status", "Close"));
    }

    private static ObjectNode message(ObjectNode by, String type, ObjectNode payload) {
        ObjectNode message = object().put("type", type);
        message.set("payload", payload);
        return message(by, message);
    }

    private static ObjectNode message(ObjectNode by, ObjectNode message) {
        ObjectNode payload = object();
        payload.set("message_by", by);
        payload.set("message", message);
        return event("message", payload);
    }

    private static ObjectNode event(String type, ObjectNode payload) {
        ObjectNode event = object().put("type", type);
        event.set("payload", payload);
        return event;
    }

    /** WotNot wraps the names of variables in forms. */
    private static ObjectNode field(ArrayNode fields, String label, String type, String variable) {
        return fields.addObject()
                .put("label", label)
                .put("type", type)
                .put("variable", "¿·$user.info." + variable + "·?");
    }

    private static ArrayNode variables(List<Map.Entry<String, String>> values) {
        ArrayNode variables = JsonNodeFactory.instance.arrayNode();
        values.forEach(v -> variables
                .addObject()
                .put("type", "text")
                .put("name", v.getKey())
                .put("value", v.getValue()));
        return variables;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
