package io.wotnotrelay.api;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.index.EventQuery;
import io.wotnotrelay.log.index.Found;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@code /conversations/{key}}: the events of one conversation, in order. */
final class ConversationsResource {
    static final List<Operation> OPERATIONS =
            List.of(Operation.get("/conversations/{key}", ConversationsResource::one, "limit", "after"));

    private ConversationsResource() {}

    private static ConversationView one(Request request) {
        String key = request.path("key");
        int limit = request.query().limit();
        Found found = request.rooms()
                .index()
                .search(EventQuery.all(limit)
                        .conversation(key)
                        .between(0, request.query().after(Long.MAX_VALUE)));
        List<StoredEvent> stored = found.seqs().stream()
                .map(request.rooms().log()::find)
                .flatMap(Optional::stream)
                .toList();
        if (stored.isEmpty()) {
            throw Refusal.missing("There is no event of a conversation with this key, or none is kept any more.");
        }
        List<EventSummary> items =
                new ArrayList<>(stored.stream().map(EventSummary::of).toList());
        Event last = request.rooms().contexts().seen(stored.get(0), EventSummary.read(stored.get(0)));
        Event.Visitor who = visitor(last.visitor(), items);
        Collections.reverse(items);
        String next = found.seqs().size() < limit
                ? null
                : Long.toString(found.seqs().get(found.seqs().size() - 1));
        Page<EventSummary> page = new Page<>(items, next, found.indexedTo(), found.partial());
        return ConversationView.of(key, last.conversation(), who, page);
    }

    /** Not every event names its visitor: then the latest that does. */
    private static Event.Visitor visitor(Event.Visitor known, List<EventSummary> newestFirst) {
        return newestFirst.stream()
                .map(EventSummary::visitor)
                .filter(v -> known.key() == null && v.key() != null)
                .findFirst()
                .map(v -> new Event.Visitor(v.key(), v.id(), known.name(), known.email(), known.phone()))
                .orElse(known);
    }
}
