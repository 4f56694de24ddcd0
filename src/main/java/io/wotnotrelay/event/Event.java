package io.wotnotrelay.event;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One event as a route sees it. Immutable; no part is null: a missing part is an empty part, a missing scalar is null.
 *
 * @param schema the version of this shape, {@value #SCHEMA}
 * @param id {@code evt_} and 32 hex digits; the same item always has the same id
 * @param seq its place in the log
 * @param source {@link #WOTNOT} or {@link #RELAY}
 * @param type WotNot's event type
 * @param subtype the message type; null for everything but messages
 * @param occurredAt WotNot's timestamp; times without a zone are UTC; null where there is none
 * @param receivedAt when the request came
 * @param text one readable line
 * @param variables names without WotNot's wrapping; values keep their JSON type
 * @param payload {@code event.payload} as received
 * @param extra fields of the item nobody documented
 * @param raw the item's own JSON text; not part of the marshalled JSON
 */
public record Event(
        int schema,
        String id,
        long seq,
        String source,
        String type,
        String subtype,
        Instant occurredAt,
        Instant receivedAt,
        Actor actor,
        Conversation conversation,
        Visitor visitor,
        Account account,
        Bot bot,
        String text,
        Fields variables,
        Attachment attachment,
        Fields payload,
        Fields extra,
        String raw)
        implements JsonRaw {
    /** The version of this shape. */
    public static final int SCHEMA = 1;

    /** The source of what WotNot sent. */
    public static final String WOTNOT = "wotnot";

    /** The source of the relay's own and derived events. */
    public static final String RELAY = "relay";

    /** Who did it: type {@code user}, {@code bot} or {@code visitor}; each part may be null. */
    public record Actor(String type, String id, String email) {
        /** Nobody known. */
        public static final Actor NONE = new Actor(null, null, null);
    }

    /** The conversation it belongs to, as far as this event tells; in a route, as far as it is known by then. */
    public record Conversation(
            String key, String id, String url, String title, String status, List<String> labels, Actor assignee) {}

    /** The visitor, as far as this event tells; in a route, as far as it is known by then. */
    public record Visitor(String key, String id, String name, String email, String phone) {}

    /** The WotNot account. */
    public record Account(String key, String id) {}

    /** The bot of the account. */
    public record Bot(String id, String name) {}

    /** A file that came with a message. */
    public record Attachment(String link, String mimeType, String fileName) {}

    @Override
    public String json() {
        return toJson();
    }

    /** The event as stable, one-line JSON: every key always there, {@code raw} left out. */
    public String toJson() {
        return EventJson.write(this);
    }

    /** The same event with another conversation and visitor: what is known of them, where it tells less. */
    public Event with(Conversation known, Visitor who) {
        return new Event(
                schema,
                id,
                seq,
                source,
                type,
                subtype,
                occurredAt,
                receivedAt,
                actor,
                known,
                who,
                account,
                bot,
                text,
                variables,
                attachment,
                payload,
                extra,
                raw);
    }

    /** The same event, marked for those who see it as one that is sent to try a destination. */
    public Event asTest() {
        return new Event(
                schema,
                id,
                seq,
                source,
                type,
                subtype,
                occurredAt,
                receivedAt,
                actor,
                conversation,
                visitor,
                account,
                bot,
                "[test] " + text,
                variables,
                attachment,
                payload,
                extra,
                raw);
    }

    /**
     * A copy of which every text went through the function: ids, names, labels, {@code text}, {@code raw}, and the
     * strings of {@code variables}, {@code payload} and {@code extra} at any depth, these when they are asked for. Names
     * of members stay as they are; where an object is printed as a whole, its JSON goes through the function as a whole.
     * A template may be evaluated over a copy escaped for its target, and its result needs no escaping.
     */
    public Event mapText(UnaryOperator<String> function) {
        return new EventTexts(function).of(this);
    }

    /** The JSON, so that a route that wants text gets it; in a copy made by {@link #mapText} as one mapped text. */
    @Override
    public String toString() {
        return payload.print().map(Supplier::get).orElseGet(this::toJson);
    }
}
