package io.wotnotrelay.api;

import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Placed;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What one destination has ahead of it and behind it. Reads a bounded number of events or outcomes a page. */
final class DeliveriesOfOne {
    private static final int CHUNK = 500;
    private static final int CHUNKS = 10;

    private final Rooms rooms;
    private final LogStore log;
    private final String name;
    private final int limit;
    private final Query query;

    DeliveriesOfOne(Request request, String name) {
        this.rooms = request.rooms();
        this.log = rooms.log();
        this.name = name;
        this.query = request.query();
        this.limit = query.limit();
    }

    private Optional<LaneRecord> lane() {
        return new DestinationViews(rooms).record(name);
    }

    /** Those that ended so, the latest first. */
    Page<DeliveryView> ended(DeliveriesResource.State state) {
        long before = query.after(Long.MAX_VALUE);
        List<DeliveryView> items = new ArrayList<>();
        if (lane().isEmpty()) {
            return Page.of(items, null, rooms);
        }
        int id = lane().get().id();
        for (int i = 0; i < CHUNKS; i++) {
            List<Placed> chunk = log.latest(id, before, CHUNK);
            for (Placed placed : chunk) {
                before = placed.place();
                if (state.is(Explanation.kind(placed.settled().outcome().result()))) {
                    items.add(DeliveryView.of(
                            name, eventId(placed.settled().outcome().seq()), placed.settled()));
                    if (items.size() == limit) {
                        return Page.of(items, Long.toString(before), rooms);
                    }
                }
            }
            if (chunk.size() < CHUNK) {
                return Page.of(items, null, rooms);
            }
        }
        return Page.of(items, Long.toString(before), rooms);
    }

    /** Those whose turn has not come, the next one first. What a missing destination would take is not known: all. */
    Page<DeliveryView> waiting() {
        List<DeliveryView> items = new ArrayList<>();
        Optional<LaneRecord> lane = lane();
        if (lane.isEmpty()) {
            return Page.of(items, null, rooms);
        }
        Optional<LaneOptions> options = rooms.destinations().lane(name);
        long[] dealtWith = dealtWith(lane.get());
        long after = Math.max(query.after(0), new DestinationViews(rooms).cursor(lane.get()));
        for (int i = 0; i < CHUNKS; i++) {
            List<StoredEvent> chunk = log.read(after, CHUNK);
            for (StoredEvent event : chunk) {
                after = event.seq();
                boolean wanted =
                        options.map(o -> o.subscription().matches(event.kind())).orElse(true);
                if (wanted && Arrays.binarySearch(dealtWith, after) < 0) {
                    items.add(DeliveryView.waiting(name, event.id(), after));
                    if (items.size() == limit) {
                        return Page.of(items, Long.toString(after), rooms);
                    }
                }
            }
            if (chunk.isEmpty()) {
                return Page.of(items, null, rooms);
            }
        }
        return Page.of(items, Long.toString(after), rooms);
    }

    /** Past the cursor, settled or parked; a lane runs a bounded number of events past its cursor. */
    private long[] dealtWith(LaneRecord lane) {
        List<Long> seqs = new ArrayList<>();
        Arrays.stream(log.settledPastCursor(lane.id())).forEach(seqs::add);
        List<Parked> page = log.parked(lane.id(), lane.cursor(), CHUNK);
        while (!page.isEmpty()) {
            page.forEach(row -> seqs.add(row.seq()));
            page = log.parked(lane.id(), page.get(page.size() - 1).seq(), CHUNK);
        }
        return seqs.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private String eventId(long seq) {
        return log.find(seq).map(StoredEvent::id).orElse(null);
    }
}
