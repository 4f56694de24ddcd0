package io.wotnotrelay.api;

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
        List<EventSummary> items = new ArrayList<>();
        ConversationFold fold = new ConversationFold();
        found.seqs().stream()
                .map(request.rooms().log()::find)
                .flatMap(Optional::stream)
                .forEach(stored -> {
                    items.add(EventSummary.of(stored));
                    fold.before(EventSummary.read(stored));
                });
        if (items.isEmpty()) {
            throw Refusal.missing("There is no event of a conversation with this key, or none is kept any more.");
        }
        Collections.reverse(items);
        String next = found.seqs().size() < limit
                ? null
                : Long.toString(found.seqs().get(found.seqs().size() - 1));
        return fold.view(key, new Page<>(items, next, found.indexedTo(), found.partial()));
    }
}
