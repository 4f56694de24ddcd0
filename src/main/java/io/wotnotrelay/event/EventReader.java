package io.wotnotrelay.event;

import io.wotnotrelay.event.Event.Account;
import io.wotnotrelay.event.Event.Actor;
import io.wotnotrelay.event.Event.Attachment;
import io.wotnotrelay.event.Event.Bot;
import io.wotnotrelay.event.Event.Conversation;
import io.wotnotrelay.event.Event.Visitor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Makes the readable event of an item's bytes. */
public final class EventReader {
    private static final int EXCERPT = 200;

    private EventReader() {}

    /**
     * Never fails: what cannot be read, or makes no sense as an event (no object, no {@code event.type}), becomes an
     * {@code unparsable} event whose {@code raw} is the item's text.
     */
    public static Event read(String id, long seq, Instant receivedAt, Kind kind, byte[] raw) {
        String text = new String(raw, StandardCharsets.UTF_8);
        Fields item = kind.type().equals(Kind.UNPARSABLE_TYPE) ? Fields.NONE : item(raw, text);
        String type = item.fields("event").text("type");
        return type == null
                ? unparsable(id, seq, receivedAt, text)
                : event(id, seq, receivedAt, kind, item, type, text);
    }

    /** The item's object, or nothing where the bytes are not one. */
    private static Fields item(byte[] raw, String text) {
        try {
            if (text.indexOf('\ufffd') >= 0) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw));
            }
            return JsonTree.read(minified(raw, text)) instanceof Fields fields ? fields : Fields.NONE;
        } catch (CharacterCodingException notUtf8) {
            return Fields.NONE;
        } catch (IOException | IndexOutOfBoundsException notJson) {
            return Fields.NONE;
        }
    }

    /** What is not JSON may come back as anything, or run out of its bounds. */
    private static String minified(byte[] raw, String text) {
        byte[] minified = Minify.json(raw, 0, raw.length);
        return minified.length == raw.length ? text : new String(minified, StandardCharsets.UTF_8);
    }

    private static Event event(
            String id, long seq, Instant receivedAt, Kind kind, Fields item, String type, String raw) {
        Fields inner = item.fields("event");
        Fields payload = Fields.of(inner.find("payload"));
        Fields account = item.fields("account");
        Draft draft = new Draft();
        boolean own = kind.source().equals(Event.RELAY);
        String text = Line.of(own ? OwnEvents.read(payload, draft) : Payloads.read(type, payload, draft));
        return new Event(
                Event.SCHEMA,
                id,
                seq,
                kind.source(),
                type,
                type.equals("message") ? subtype(payload.fields("message")) : null,
                EventTime.parse(item.text("timestamp")).orElse(null),
                receivedAt,
                draft.actor,
                conversation(item.fields("conversation"), draft),
                visitor(item.fields("visitor"), draft),
                new Account(account.text("key"), account.text("id")),
                new Bot(account.fields("bot").text("id"), draft.variable("bot_name")),
                text,
                Fields.of(draft.variables),
                draft.attachment,
                payload,
                Undocumented.of(item),
                raw);
    }

    /** Only a text, as for the type: what the log matches subscriptions by was read so. */
    private static String subtype(Fields message) {
        return message.find("type") instanceof String s && !s.isEmpty() ? s : null;
    }

    private static Conversation conversation(Fields conversation, Draft draft) {
        return new Conversation(
                conversation.text("key"),
                conversation.text("id"),
                draft.variable("conversation_url"),
                draft.title,
                draft.status,
                draft.labels,
                draft.assignee);
    }

    private static Visitor visitor(Fields visitor, Draft draft) {
        return new Visitor(
                visitor.text("key"),
                visitor.text("id"),
                draft.variable("visitor_name"),
                Line.first(draft.email, draft.variable("visitor_email")),
                Line.first(draft.phone, draft.variable("visitor_phone")));
    }

    private static Event unparsable(String id, long seq, Instant receivedAt, String raw) {
        return new Event(
                Event.SCHEMA,
                id,
                seq,
                Event.WOTNOT,
                Kind.UNPARSABLE_TYPE,
                null,
                null,
                receivedAt,
                Actor.NONE,
                new Conversation(null, null, null, null, null, List.of(), Actor.NONE),
                new Visitor(null, null, null, null, null),
                new Account(null, null),
                new Bot(null, null),
                Line.of("Could not be understood: " + excerpt(raw)),
                Fields.NONE,
                new Attachment(null, null, null),
                Fields.NONE,
                Fields.NONE,
                raw);
    }

    private static String excerpt(String raw) {
        if (raw.length() <= EXCERPT) {
            return raw;
        }
        int end = Character.isHighSurrogate(raw.charAt(EXCERPT - 1)) ? EXCERPT - 1 : EXCERPT;
        return raw.substring(0, end) + " …";
    }
}
