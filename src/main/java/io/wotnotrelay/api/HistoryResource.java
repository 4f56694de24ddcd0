package io.wotnotrelay.api;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.log.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** {@code /history}: the events in their order, each whole, and which of some destinations get it now. */
final class HistoryResource {
    static final List<Operation> OPERATIONS =
            List.of(Operation.get("/history", HistoryResource::page, "destinations", "since", "limit", "after"));

    private static final long MOST_BYTES = 4L << 20;

    private HistoryResource() {}

    /** One event. */
    record Past(
            long seq,
            String id,
            Instant receivedAt,
            String source,
            String type,
            String subtype,
            String raw,
            Event.Visitor visitor,
            Event.Conversation conversation,
            List<String> getting) {}

    /** @param running those of the destinations asked for that run */
    record History(List<Past> items, String next, Set<String> running) {}

    private static History page(Request request) {
        Query query = request.query();
        Rooms rooms = request.rooms();
        String names = query.text("destinations");
        Map<String, BiPredicate<StoredEvent, Event>> gets =
                rooms.destinations().gets(names == null ? List.of() : List.of(names.split(",")));
        Long since = query.time("since");
        long after = query.after(since == null ? 0 : rooms.log().before(since));
        List<StoredEvent> read = rooms.log().read(after, query.limit());
        List<Past> items = new ArrayList<>();
        long bytes = 0;
        for (StoredEvent stored : read) {
            bytes += stored.raw().length;
            if (items.isEmpty() || bytes <= MOST_BYTES) {
                items.add(past(rooms, stored, gets));
            }
        }
        boolean more = items.size() < read.size() || read.size() == query.limit();
        String next = more ? Long.toString(items.get(items.size() - 1).seq()) : null;
        return new History(items, next, gets.keySet());
    }

    private static Past past(Rooms rooms, StoredEvent stored, Map<String, BiPredicate<StoredEvent, Event>> gets) {
        Event event = rooms.contexts().seen(stored, EventSummary.read(stored));
        return new Past(
                stored.seq(),
                stored.id(),
                Instant.ofEpochMilli(stored.receivedAt()),
                event.source(),
                event.type(),
                event.subtype(),
                new String(stored.raw(), StandardCharsets.UTF_8),
                event.visitor(),
                event.conversation(),
                gets.entrySet().stream()
                        .filter(one -> one.getValue().test(stored, event))
                        .map(Map.Entry::getKey)
                        .toList());
    }
}
