package io.wotnotrelay.api;

import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The deliveries with rows of their own: destination by destination, first the living, then the dead, oldest first. Reads
 * a bounded number of rows; a page may come back short and go on with its {@code next}.
 */
final class ParkedDeliveries {
    private static final int CHUNK = 500;
    private static final int CHUNKS = 20;
    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,9})-([pd])-([0-9]{1,18})");

    private final Rooms rooms;
    private final LogStore log;
    private final DeliveriesResource.State state;
    private final int limit;
    private final List<LaneRecord> lanes;
    private final List<DeliveryView> items = new ArrayList<>();

    private int lane;
    private boolean dead;
    private long after;
    private int chunks;

    ParkedDeliveries(Request request, String destination, DeliveriesResource.State state) {
        this.rooms = request.rooms();
        this.log = rooms.log();
        this.state = state;
        this.limit = request.query().limit();
        start(request.query().text("after"));
        this.lanes = log.lanes().stream()
                .filter(r -> destination == null || r.name().equals(destination))
                .filter(r -> r.id() >= lane)
                .sorted(Comparator.comparingInt(LaneRecord::id))
                .toList();
    }

    private void start(String cursor) {
        if (cursor == null) {
            return;
        }
        Matcher parts = CURSOR.matcher(cursor);
        if (!parts.matches()) {
            throw Query.noCursor();
        }
        lane = Integer.parseInt(parts.group(1));
        dead = parts.group(2).equals("d");
        after = Long.parseLong(parts.group(3));
    }

    Page<DeliveryView> page() {
        for (LaneRecord record : lanes) {
            if (record.id() != lane) {
                lane = record.id();
                dead = false;
                after = 0;
            }
            if (!dead && state != DeliveriesResource.State.DEAD && !take(record)) {
                return whole();
            }
            if (!dead) {
                dead = true;
                after = 0;
            }
            if ((state == null || state == DeliveriesResource.State.DEAD) && !take(record)) {
                return whole();
            }
        }
        return Page.of(items, null, rooms);
    }

    private Page<DeliveryView> whole() {
        return Page.of(items, lane + (dead ? "-d-" : "-p-") + after, rooms);
    }

    /** Takes rows of one table until it ends; false when the page is full before that. */
    private boolean take(LaneRecord record) {
        List<Parked> rows = rows(record);
        while (!rows.isEmpty()) {
            for (Parked row : rows) {
                after = row.seq();
                if (state == null || state.name().equals(row.state().name())) {
                    items.add(DeliveryView.of(record.name(), eventId(row.seq()), row));
                    if (items.size() == limit) {
                        return false;
                    }
                }
            }
            if (++chunks == CHUNKS) {
                return false;
            }
            rows = rows(record);
        }
        return true;
    }

    private List<Parked> rows(LaneRecord record) {
        return dead ? log.dead(record.id(), after, CHUNK) : log.parked(record.id(), after, CHUNK);
    }

    private String eventId(long seq) {
        return log.find(seq).map(StoredEvent::id).orElse(null);
    }
}
