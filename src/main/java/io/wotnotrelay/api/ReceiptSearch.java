package io.wotnotrelay.api;

import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.webhook.Rejection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Receipts of the log and rejected ones in one list, newest first. Reads a bounded number of them: with filters a page
 * may come back short, and its {@code next} goes on where it stopped.
 */
final class ReceiptSearch {
    private static final int CHUNK = 500;
    private static final int CHUNKS = 20;

    /** The place of the time in a receipt's number ({@link io.wotnotrelay.log.ReceiptIds}). */
    private static final int TIME_SHIFT = 20;

    /** A receipt is numbered when its request begins; the times of two requests may lie the other way round within this. */
    private static final long DISORDER_MILLIS = 120_000;

    private final Rooms rooms;
    private final Receipt.Outcome outcome;
    private final Predicate<ReceiptView> wanted;
    private final Long since;
    private final int limit;
    private long before;

    ReceiptSearch(Request request) {
        Query query = request.query();
        rooms = request.rooms();
        outcome = query.word("outcome", Receipt.Outcome.class);
        String cause = query.text("cause");
        since = query.time("since");
        Long until = query.time("until");
        limit = query.limit();
        before =
                Math.min(query.after(Long.MAX_VALUE), until == null ? Long.MAX_VALUE : number(until + DISORDER_MILLIS));
        wanted = r -> !Receipt.OWN.equals(r.cause())
                && (outcome == null || r.outcome().equals(Query.word(outcome)))
                && (cause == null || cause.equals(r.cause()))
                && (since == null || r.receivedAt().toEpochMilli() >= since)
                && (until == null || r.receivedAt().toEpochMilli() < until);
    }

    private static long number(long time) {
        return Math.max(0, Math.min(time, Long.MAX_VALUE >> TIME_SHIFT)) << TIME_SHIFT;
    }

    private record Numbered(long id, ReceiptView view) {}

    Page<ReceiptView> page() {
        List<ReceiptView> items = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            List<Numbered> chunk = chunk();
            for (Numbered receipt : chunk) {
                before = receipt.id();
                if (since != null && receipt.id() < number(since - DISORDER_MILLIS)) {
                    return Page.of(items, null, rooms);
                }
                if (wanted.test(receipt.view())) {
                    items.add(receipt.view());
                    if (items.size() == limit) {
                        return Page.of(items, Long.toString(before), rooms);
                    }
                }
            }
            if (chunk.size() < size()) {
                return Page.of(items, null, rooms);
            }
        }
        return Page.of(items, Long.toString(before), rooms);
    }

    private int size() {
        return Math.max(limit, CHUNK);
    }

    private List<Numbered> chunk() {
        List<Numbered> chunk = new ArrayList<>();
        if (outcome != Receipt.Outcome.REJECTED) {
            for (Receipt receipt : rooms.log().receipts(before, size())) {
                chunk.add(new Numbered(receipt.id(), ReceiptView.of(receipt)));
            }
        }
        if (outcome == null || outcome == Receipt.Outcome.REJECTED) {
            for (Rejection rejection : rooms.rejections().list(before, size())) {
                chunk.add(new Numbered(rejection.id(), ReceiptView.of(rejection)));
            }
        }
        chunk.sort(Comparator.comparingLong(Numbered::id).reversed());
        return chunk.size() <= size() ? chunk : chunk.subList(0, size());
    }
}
