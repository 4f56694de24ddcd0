package io.wotnotrelay.api;

import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.index.EventQuery;
import io.wotnotrelay.log.index.Found;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /events}: found by what they hold; and one of them whole, with what became of it at each destination. */
final class EventsResource {
    static final List<Operation> OPERATIONS = List.of(
            Operation.get(
                    "/events",
                    EventsResource::list,
                    "type",
                    "subtype",
                    "conversation",
                    "q",
                    "since",
                    "until",
                    "occurredSince",
                    "occurredUntil",
                    "limit",
                    "after"),
            Operation.get("/events/{id}", EventsResource::one));

    private static final String MESSAGE = "message";

    private EventsResource() {}

    private static Page<EventSummary> list(Request request) {
        Query query = request.query();
        String subtype = query.text("subtype");
        String type = query.text("type");
        return search(
                request,
                EventQuery.all(query.limit())
                        .type(type == null && subtype != null ? MESSAGE : type, subtype)
                        .conversation(query.text("conversation"))
                        .text(words(query.text("q")))
                        .received(query.time("since"), query.time("until"))
                        .occurred(query.time("occurredSince"), query.time("occurredUntil"))
                        .between(0, query.after(Long.MAX_VALUE)));
    }

    static Page<EventSummary> search(Request request, EventQuery query) {
        Found found = request.rooms().index().search(query);
        List<Long> seqs = found.seqs();
        List<EventSummary> items = seqs.stream()
                .map(request.rooms().log()::find)
                .flatMap(Optional::stream)
                .map(EventSummary::of)
                .toList();
        String next = seqs.size() < query.limit() ? null : Long.toString(seqs.get(seqs.size() - 1));
        return new Page<>(items, next, found.indexedTo(), found.partial());
    }

    /** A search for nothing but signs would find everything. */
    private static String words(String q) {
        if (q != null && q.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw Refusal.wrong("The parameter q must hold a word to look for; a word may end in *.");
        }
        return q;
    }

    private static EventView one(Request request) {
        StoredEvent stored = stored(request.rooms(), request.path("id"))
                .orElseThrow(() -> Refusal.missing("There is no event of this id, or it is no longer kept."));
        return new EventView(
                stored.id(),
                stored.seq(),
                EventSummary.receipt(stored),
                request.rooms()
                        .contexts()
                        .seen(stored, EventSummary.read(stored))
                        .toJson(),
                new String(stored.raw(), StandardCharsets.UTF_8),
                new Explanation(request.rooms()).of(stored));
    }

    static Optional<StoredEvent> stored(Rooms rooms, String id) {
        OptionalLong seq = rooms.index().byId(id);
        return seq.isEmpty() ? Optional.empty() : rooms.log().find(seq.getAsLong());
    }
}
