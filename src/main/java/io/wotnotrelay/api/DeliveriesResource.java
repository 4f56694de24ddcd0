package io.wotnotrelay.api;

import io.wotnotrelay.log.StoredEvent;
import java.util.List;

/**
 * {@code /deliveries}. Parked ones and dead letters have rows of their own and are listed for all destinations; waiting,
 * delivered, filtered and expired ones have none, and are listed for one event or one destination.
 */
final class DeliveriesResource {
    static final List<Operation> OPERATIONS = List.of(
            Operation.get("/deliveries", DeliveriesResource::list, "destination", "state", "event", "limit", "after"));

    private DeliveriesResource() {}

    /** The states a delivery can have; each is one of {@link Verdict.Kind}. */
    enum State {
        WAITING,
        RETRYING,
        BLOCKED,
        HELD,
        DELIVERED,
        FILTERED,
        DEAD,
        EXPIRED;

        boolean is(Verdict.Kind kind) {
            return kind.name().equals(name());
        }
    }

    private static Page<DeliveryView> list(Request request) {
        Query query = request.query();
        State state = query.word("state", State.class);
        String destination = query.text("destination");
        if (destination != null) {
            new DestinationViews(request.rooms()).mustKnow(destination);
        }
        String event = query.text("event");
        if (event != null) {
            return ofEvent(request, event, destination, state);
        }
        if (state == null
                || state == State.RETRYING
                || state == State.BLOCKED
                || state == State.HELD
                || state == State.DEAD) {
            return new ParkedDeliveries(request, destination, state).page();
        }
        if (destination == null) {
            throw Refusal.wrong("Deliveries that are " + Query.word(state)
                    + " are listed for one destination or one event only: add destination= or event=.");
        }
        DeliveriesOfOne one = new DeliveriesOfOne(request, destination);
        return state == State.WAITING ? one.waiting() : one.ended(state);
    }

    private static Page<DeliveryView> ofEvent(Request request, String id, String destination, State state) {
        StoredEvent event = EventsResource.stored(request.rooms(), id)
                .orElseThrow(() -> Refusal.missing("There is no event of this id, or it is no longer kept."));
        List<DeliveryView> items = new Explanation(request.rooms())
                .of(event).stream()
                        .filter(v -> v.verdict().isDelivery())
                        .filter(v -> destination == null || destination.equals(v.destination()))
                        .filter(v -> state == null || state.is(v.verdict()))
                        .map(v -> DeliveryView.of(id, event.seq(), v))
                        .toList();
        return Page.of(items, null, request.rooms());
    }
}
