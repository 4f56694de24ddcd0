package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A stream of events of all documented types from a few dozen conversations, in requests of changing size. */
final class RandomEvents implements Iterator<List<Post>> {
    private static final int CONVERSATIONS = 40;
    private static final List<String> WORDS = List.of(
            "hello",
            "please",
            "price",
            "order",
            "thanks",
            "demo",
            "tomorrow",
            "delivery",
            "invoice",
            "help",
            "café",
            "👍");

    private final Random random;
    private final Stamps stamps;
    private final Batch batch;
    private final BooleanSupplier more;
    private final List<Identity> conversations;
    private final List<ObjectNode> samples =
            Samples.NAMES.stream().map(Samples::event).toList();
    private long left;

    /** How many events a request holds. */
    record Batch(int least, int most) {
        Batch {
            if (least < 1 || most < least || most > 10_000) {
                throw new IllegalArgumentException("a batch is from 1 to 10,000 events");
            }
        }
    }

    /**
     * @param events how many in all
     * @param more asked before each request
     */
    RandomEvents(long events, Batch batch, long seed, Stamps stamps, BooleanSupplier more) {
        this.left = events;
        this.batch = batch;
        this.random = new Random(seed);
        this.stamps = stamps;
        this.more = more;
        long second = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
        this.conversations = Stream.generate(() -> Identity.random(random, second))
                .limit(CONVERSATIONS)
                .toList();
    }

    @Override
    public boolean hasNext() {
        return left > 0 && more.getAsBoolean();
    }

    @Override
    public List<Post> next() {
        if (left <= 0) {
            throw new NoSuchElementException();
        }
        int size = (int) Math.min(left, batch.least() + random.nextInt(batch.most() - batch.least() + 1));
        left -= size;
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            events.add(event());
        }
        return List.of(new Post("random", Samples.body(events), size));
    }

    private ObjectNode event() {
        ObjectNode inner =
                (ObjectNode) People.pick(random, samples).get("event").deepCopy();
        if (inner.path("payload").path("message").path("text").isTextual()) {
            ((ObjectNode) inner.path("payload").path("message")).put("text", sentence());
        } else if (inner.path("payload").has("note")) {
            ((ObjectNode) inner.path("payload")).put("note", sentence());
        }
        return People.pick(random, conversations).event(inner, stamps.next());
    }

    private String sentence() {
        return String.join(
                " ",
                Stream.generate(() -> People.pick(random, WORDS))
                        .limit(1 + random.nextInt(8))
                        .toList());
    }
}
