package io.wotnotrelay.log;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The events, in the order they came, and what the lanes have done with them.
 *
 * <p>One writer commits whatever has queued up together; a stage returned here completes after the commit that holds
 * its change is on disk, and fails with {@link StoreUnavailableException} when that commit failed. Stages complete on
 * the writer's thread or on one of its own: what follows must be short and must not block.
 */
public interface EventLog extends AutoCloseable {
    /** Where a new lane begins. */
    sealed interface Start {
        /** After the event that is last now. */
        record Now() implements Start {}

        /** With the first event still kept. */
        record Beginning() implements Start {}

        /** With the first event received at or after this time, in epoch milliseconds. */
        record At(long receivedAt) implements Start {}
    }

    /** Told of each commit that added events, on the writer's thread, in order, after it is on disk: be quick. */
    interface CommitListener {
        void committed(List<StoredEvent> events);
    }

    /** Adds the items of one request, all or none, each at most once within the window of digests. */
    CompletionStage<Appended> append(Receipt receipt, List<NewEvent> items);

    /** Keeps the receipt of a request that carried no events (a handshake), as soon as possible; nobody waits for it. */
    void note(Receipt receipt);

    /** The seq of the last committed event, 0 at first. Never goes back, also after pruning and restarts. */
    long head();

    /** Events after {@code after}, in order, at most {@code most} and about 4 MiB of them; empty at the head. */
    List<StoredEvent> read(long after, int most);

    /** The event at this place, if it is still kept. */
    Optional<StoredEvent> find(long seq);

    /** Adds a listener of commits. */
    void listen(CommitListener listener);

    /** The lane of this name: remembered, or born now. */
    LaneRecord lane(String name, Start start);

    /** All lanes ever born and not forgotten. */
    List<LaneRecord> lanes();

    /** The parked deliveries of a lane that are not dead, by seq. */
    List<Parked> parked(int lane);

    /** The seqs past the lane's cursor that have an outcome already, ascending. */
    long[] settledPastCursor(int lane);

    /** Events of a lane whose delivery was begun and has no known end, ascending. */
    long[] intents(int lane);

    /** Writes what a lane has done. */
    CompletionStage<Void> settle(Settlement settlement);

    /** Remembers that an operator has paused a lane, or lets it go on. */
    CompletionStage<Void> pause(int lane, boolean paused);

    /** Dead letters of a lane, oldest first, after this seq. */
    List<Parked> dead(int lane, long after, int most);

    /** What a lane has done last: outcomes at a place below {@code before}, the latest commit first. */
    List<Placed> latest(int lane, long before, int most);

    /** Which of several relays on one log this is; 0 where there is but one. Tells their receipts apart. */
    default long replica() {
        return 0;
    }

    /** The jobs of this log. */
    JobLog jobs();

    /** The latest receipts, newest first, with a number below {@code before}. */
    List<Receipt> receipts(long before, int most);

    /** Forgets the events up to this seq; cursors, outcomes and dead letters stay. */
    CompletionStage<Void> prune(long upTo);

    /** Whether events are being taken now, and if not, why. */
    Health health();

    /**
     * @param takesEvents whether an append can succeed now
     * @param cause a sentence for the person who must act, null when all is well
     */
    record Health(boolean takesEvents, String cause) {}

    /** Commits what is queued, refuses what comes later, closes the files. */
    @Override
    void close();
}
