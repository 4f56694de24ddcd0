package io.wotnotrelay.event;

import io.wotnotrelay.event.Event.Actor;
import io.wotnotrelay.event.Event.Attachment;
import io.wotnotrelay.event.Event.Conversation;
import io.wotnotrelay.event.Event.Visitor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event as JSON and as a map: the same keys in the same order, every key always there. */
public final class EventJson {
    private EventJson() {}

    /** One line of JSON. */
    static String write(Event event) {
        StringBuilder out =
                new StringBuilder(event.raw() == null ? 1024 : event.raw().length() + 1024);
        JsonText.append(out, map(event));
        return out.toString();
    }

    /** The event as a map of maps, lists, texts, numbers, truth values and nulls, which reads like its JSON. */
    public static Map<String, Object> map(Event e) {
        return object(
                "schema", e.schema(),
                "id", e.id(),
                "seq", e.seq(),
                "source", e.source(),
                "type", e.type(),
                "subtype", e.subtype(),
                "occurredAt", time(e.occurredAt()),
                "receivedAt", time(e.receivedAt()),
                "actor", actor(e.actor()),
                "conversation", conversation(e.conversation()),
                "visitor", visitor(e.visitor()),
                "account", object("key", e.account().key(), "id", e.account().id()),
                "bot", object("id", e.bot().id(), "name", e.bot().name()),
                "text", e.text(),
                "variables", e.variables().value(),
                "attachment", attachment(e.attachment()),
                "payload", e.payload().value(),
                "extra", e.extra().value());
    }

    private static String time(Instant at) {
        return at == null ? null : at.toString();
    }

    private static Map<String, Object> actor(Actor a) {
        return object("type", a.type(), "id", a.id(), "email", a.email());
    }

    private static Map<String, Object> conversation(Conversation c) {
        return object(
                "key", c.key(),
                "id", c.id(),
                "url", c.url(),
                "title", c.title(),
                "status", c.status(),
                "labels", c.labels(),
                "assignee", actor(c.assignee()));
    }

    private static Map<String, Object> visitor(Visitor v) {
        return object("key", v.key(), "id", v.id(), "name", v.name(), "email", v.email(), "phone", v.phone());
    }

    private static Map<String, Object> attachment(Attachment a) {
        return object("link", a.link(), "mimeType", a.mimeType(), "fileName", a.fileName());
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>(namesAndValues.length);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
