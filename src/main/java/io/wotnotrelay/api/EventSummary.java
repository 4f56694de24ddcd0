package io.wotnotrelay.api;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.EventReader;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.log.StoredEvent;
import java.time.Instant;

/**
 * An event as lists show it.
 *
 * @param receipt the request it came with; null for one of the relay's own
 * @param conversation its key; null where it has none
 * @param text the readable line, cut at {@value #LONGEST} characters
 */
record EventSummary(
        String id,
        long seq,
        String source,
        String type,
        String subtype,
        Instant occurredAt,
        Instant receivedAt,
        String receipt,
        String conversation,
        Event.Visitor visitor,
        String text) {
    private static final int LONGEST = 300;

    static EventSummary of(StoredEvent stored) {
        Event event = read(stored);
        Kind kind = Kind.of(stored.kind());
        return new EventSummary(
                stored.id(),
                stored.seq(),
                kind.source(),
                kind.type(),
                kind.subtype(),
                event.occurredAt(),
                event.receivedAt(),
                receipt(stored),
                event.conversation().key(),
                event.visitor(),
                cut(event.text()));
    }

    /** The id of the request an event came with; null for one of the relay's own. */
    static String receipt(StoredEvent stored) {
        return Kind.isOwn(stored.kind()) ? null : Receipt.name(stored.receipt());
    }

    /** Not by {@link StoredEvent#event()}: the log's own tail would hold on to every event somebody has looked at. */
    static Event read(StoredEvent stored) {
        return EventReader.read(
                stored.id(),
                stored.seq(),
                Instant.ofEpochMilli(stored.receivedAt()),
                Kind.of(stored.kind()),
                stored.raw());
    }

    private static String cut(String text) {
        if (text == null || text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}
