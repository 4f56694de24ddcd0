package io.wotnotrelay.conversation;

import io.wotnotrelay.conversation.Memory.Span;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.log.EventLog.CommitListener;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/**
 * What is known of every conversation, as of each of its events. One reader folds the log in its order; lanes read events
 * up to {@link #place} only, so that they find there what came before. It rests on {@code context.db}, which can be thrown
 * away while the relay is stopped: then the events still kept are folded again. Replicas of one log share tables of its
 * database instead: each folds what comes, and one of them writes.
 */
public final class Contexts implements AutoCloseable {
    private static final Duration LASTING = Duration.ofSeconds(5);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final long MOST_UNWRITTEN = 32L << 20;

    private final LogStore log;
    private final Memory memory;
    private final ContextTables tables;
    private final ContextStore store;
    private final Keeping keeping;
    private final Folding folding;

    private Contexts(Path data, LogStore log, Duration age, Clock clock, Duration round, long mostUnwritten) {
        this.log = log;
        this.memory = new Memory(mostUnwritten);
        this.tables = log.shared().<ContextTables>map(SharedTables::new).orElseGet(() -> new ContextFile(data, log));
        this.store = new ContextStore(tables);
        Forgetting forgetting = new Forgetting(log, age, clock);
        this.keeping = new Keeping(memory, store, forgetting, log, round, this::begun);
        this.folding = new Folding(log, memory, new Fold(memory, store, forgetting), keeping);
    }

    /**
     * Opens the log's shared tables, or else {@code context.db} in the data folder, and begins to read. Never fails: where they cannot be had, events go
     * on without what came before, and it is tried again.
     *
     * @param log must stay open until this is closed
     * @param age after which a conversation that is silent is forgotten, as its events are
     */
    public static Contexts open(Path data, LogStore log, Duration age, Clock clock) {
        return open(data, log, age, clock, ROUND, MOST_UNWRITTEN);
    }

    /** {@code round}: between two writes; {@code mostUnwritten}: bytes that may wait for the file. */
    static Contexts open(Path data, LogStore log, Duration age, Clock clock, Duration round, long mostUnwritten) {
        Contexts contexts = new Contexts(data, log, age, clock, round, mostUnwritten);
        contexts.keeping.start();
        contexts.folding.start();
        return contexts;
    }

    private void begun() {
        folding.begun();
    }

    /** Adds a listener: told of events once what they tell is known, in order, on the reader's thread. Be quick. */
    public void listen(CommitListener listener) {
        folding.listen(listener);
    }

    /** What every event up to this seq tells of its conversation is known. */
    public long place() {
        return memory.place();
    }

    /** How many events the reader is behind the log. */
    public long lag() {
        return Math.max(0, log.head() - memory.place());
    }

    /** What every event up to this seq tells is on disk; the rest would be folded again after a crash. */
    long keptTo() {
        return memory.written();
    }

    /**
     * From now on it is this replica that writes down what is known, for all that share the log, until what this gives is
     * closed. Once another one does so with a later lease, this one writes nothing any more, whether it knows or not. Nothing
     * changes for a relay that has its log for itself.
     */
    public AutoCloseable keep(Lease lease) {
        AutoCloseable hold = tables.hold(lease);
        keeping.wake();
        return hold;
    }

    /** Why lanes wait, where the reader has been behind for some seconds; null when it is not. */
    public String trouble() {
        return folding.behind().compareTo(LASTING) < 0
                ? null
                : "What is known of each conversation is being read up to the log: " + lag() + " events are left.";
    }

    /**
     * The event with what was known of its conversation after it. Waits for the reader where that has not come so far.
     *
     * @throws StoreUnavailableException when interrupted before
     */
    public Event of(StoredEvent stored) {
        try {
            memory.await(stored.seq());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(
                    "The relay stopped before what is known of the event's conversation was read.", e);
        }
        return seen(stored, stored.event());
    }

    /**
     * An event with what is known of its conversation after it; does not wait for the reader.
     *
     * @param event what {@code stored} was read into
     * @throws StoreUnavailableException when interrupted
     */
    public Event seen(StoredEvent stored, Event event) {
        String key = ConversationKeys.bounded(stored.conversation());
        if (key == null) {
            return event;
        }
        Context known = asOf(key, stored.seq());
        // where the file is lost, what the event tells itself is all there is
        return (known == Context.NONE ? known.after(event) : known).on(event);
    }

    private Context asOf(String key, long seq) {
        int epoch = memory.epoch();
        Context here = memory.asOf(key, seq);
        ContextReads reads = here == null ? store.reads() : null;
        if (reads == null) {
            return here == null ? Context.NONE : here;
        }
        try {
            Span span = ask(reads, key, seq);
            memory.remember(epoch, key, span);
            return span.context();
        } catch (SQLException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new StoreUnavailableException("The relay stopped while a conversation was looked up.", e);
            }
            store.lose("read", e);
            return Context.NONE;
        }
    }

    private Span ask(ContextReads reads, String key, long seq) throws SQLException {
        long complete = Math.max(seq, memory.written());
        Version then = reads.asOf(key, seq);
        Version next = reads.next(key, seq);
        long until = next.seq() > 0 ? next.seq() : complete + 1;
        // of an event that is kept only for its dead letter, the row of its time may be gone: the oldest there is comes
        // nearest
        boolean past = then.seq() == 0 && seq < log.first();
        return new Span(then.seq() == 0 ? seq : then.seq(), until, past ? next.context() : then.context());
    }

    @Override
    public void close() {
        folding.close();
        memory.close();
        keeping.close();
    }
}
