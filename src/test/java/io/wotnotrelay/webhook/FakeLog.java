package io.wotnotrelay.webhook;

import io.wotnotrelay.log.Appended;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.JobLog;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Placed;
import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.log.Settlement;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** The part of a log the webhook uses, in memory: it commits at once, when told, or never. */
final class FakeLog implements EventLog {
    enum Mode {
        COMMIT,
        HOLD,
        REFUSE,
        BREAK,
        FORGET
    }

    record Held(Receipt receipt, List<NewEvent> items, CompletableFuture<Appended> stage) {}

    final List<NewEvent> events = new CopyOnWriteArrayList<>();
    final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    final List<Receipt> notes = new CopyOnWriteArrayList<>();
    final List<Held> held = new CopyOnWriteArrayList<>();
    volatile Mode mode = Mode.COMMIT;

    @Override
    public CompletionStage<Appended> append(Receipt receipt, List<NewEvent> items) {
        return switch (mode) {
            case COMMIT -> CompletableFuture.completedFuture(keep(receipt, items));
            case HOLD -> hold(receipt, items);
            case REFUSE ->
                CompletableFuture.failedFuture(
                        new StoreUnavailableException("The disk is full. Free some space.", null));
            case FORGET -> CompletableFuture.completedFuture(new Appended(1, items.size(), 0));
            case BREAK -> throw new IllegalStateException("a mistake in the log");
        };
    }

    private CompletionStage<Appended> hold(Receipt receipt, List<NewEvent> items) {
        Held waiting = new Held(receipt, items, new CompletableFuture<>());
        held.add(waiting);
        return waiting.stage();
    }

    private synchronized Appended keep(Receipt receipt, List<NewEvent> items) {
        events.addAll(items);
        receipts.add(receipt);
        return new Appended(events.size(), items.size(), 0);
    }

    /** Commits what is held, on a thread of its own, as a log's writer does. */
    void release() {
        Thread writer = new Thread(() -> {
            for (Held waiting : held) {
                held.remove(waiting);
                waiting.stage().complete(keep(waiting.receipt(), waiting.items()));
            }
        });
        writer.start();
    }

    @Override
    public void note(Receipt receipt) {
        notes.add(receipt);
    }

    @Override
    public long head() {
        return events.size();
    }

    @Override
    public List<StoredEvent> read(long after, int most) {
        return List.of();
    }

    @Override
    public Optional<StoredEvent> find(long seq) {
        return Optional.empty();
    }

    @Override
    public void listen(CommitListener listener) {}

    @Override
    public LaneRecord lane(String name, Start start) {
        throw new IllegalStateException("not the webhook's");
    }

    @Override
    public List<LaneRecord> lanes() {
        return List.of();
    }

    @Override
    public List<Parked> parked(int lane) {
        return List.of();
    }

    @Override
    public long[] intents(int lane) {
        return new long[0];
    }

    @Override
    public long[] settledPastCursor(int lane) {
        return new long[0];
    }

    @Override
    public CompletionStage<Void> pause(int lane, boolean paused) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> settle(Settlement settlement) {
        throw new IllegalStateException("not the webhook's");
    }

    @Override
    public List<Parked> dead(int lane, long after, int most) {
        return List.of();
    }

    @Override
    public List<Placed> latest(int lane, long before, int most) {
        throw new AssertionError("the webhook knows no lanes");
    }

    @Override
    public JobLog jobs() {
        throw new AssertionError("the webhook knows no jobs");
    }

    @Override
    public List<Receipt> receipts(long before, int most) {
        return receipts;
    }

    @Override
    public CompletionStage<Void> prune(long upTo) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Health health() {
        return new Health(true, null);
    }

    @Override
    public void close() {}
}
