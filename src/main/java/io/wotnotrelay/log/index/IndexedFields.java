package io.wotnotrelay.log.index;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.StoredEvent;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an event is found by.
 *
 * @param conversation its key; null where it has none
 * @param occurredAt epoch milliseconds; null where it tells no time
 * @param text the readable line and who the visitor is
 */
record IndexedFields(String type, String subtype, String conversation, Long occurredAt, String text) {
    /** Makes the fields of an event. */
    interface Reader {
        IndexedFields of(StoredEvent event);
    }

    /** Reads a copy: the log's own tail must not hold thousands of parsed events for the sake of the index. */
    static IndexedFields of(StoredEvent stored) {
        StoredEvent copy = new StoredEvent(
                stored.seq(), stored.receivedAt(), stored.receipt(), stored.kind(), stored.digest(), stored.raw());
        Event event = copy.event();
        Event.Visitor visitor = event.visitor();
        String text = Stream.of(event.text(), visitor.name(), visitor.email(), visitor.phone())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" \n"));
        Long occurred = event.occurredAt() == null ? null : event.occurredAt().toEpochMilli();
        return of(stored.kind(), event.conversation().key(), occurred, text);
    }

    static IndexedFields of(String kindKey, String conversation, Long occurredAt, String text) {
        Kind kind = Kind.of(kindKey);
        return new IndexedFields(kind.type(), kind.subtype(), conversation, occurredAt, text);
    }
}
