package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Appended;
import io.wotnotrelay.log.JobLog;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LaneTotals;
import io.wotnotrelay.log.LogMeters;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Placed;
import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.log.SeqSet;
import io.wotnotrelay.log.Settled;
import io.wotnotrelay.log.Settlement;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The event log in one SQLite file, {@code relay.db}: ACID, nothing to install, one process at a time.
 *
 * <p>A single thread writes and commits what has queued up together; a commit is synced before its stages complete.
 * Readers near the head are served from memory, others by short reads of the file. See docs/adr/0001.
 */
public final class SqliteEventLog implements LogStore {
    private static final long PAGE_BYTES = 4L << 20;

    private final Parts parts;
    private final Writer writer;
    private final Inbox inbox;
    private final Tail tail;
    private final LaneStates lanes;
    private final Readers readers;
    private final JobLog jobs;
    private final Forgetting forgetting;
    private boolean closed;

    SqliteEventLog(Parts parts) {
        this.parts = parts;
        this.writer = parts.writer();
        this.inbox = parts.inbox();
        this.tail = parts.tail();
        this.lanes = parts.lanes();
        this.readers = parts.readers();
        this.jobs = new SqliteJobs(readers, this::submit);
        this.forgetting = new Forgetting(parts, this::submit);
    }

    /**
     * Opens the log of this folder, or begins one where there is none.
     *
     * @param data the data folder; made when it is missing, then kept to this user alone (0700)
     * @throws io.wotnotrelay.log.LogOpenException with a sentence for the operator: another relay runs here, the file is
     *     damaged, was written by a newer relay, or cannot be written
     */
    public static SqliteEventLog open(Path data, Settings.Store store, Settings.Dedup dedup, Clock clock) {
        return new Opening(data, store, dedup, clock).open();
    }

    @Override
    public String id() {
        return parts.id();
    }

    @Override
    public CompletionStage<Appended> append(Receipt receipt, List<NewEvent> items) {
        String refusal = receipt.own() ? null : parts.disk().refusal();
        if (refusal != null) {
            return CompletableFuture.failedStage(new StoreUnavailableException(refusal, null));
        }
        if (inbox.isFull()) {
            return CompletableFuture.failedStage(parts.faults().full(inbox.bytes()));
        }
        return put(new Append(receipt, items));
    }

    @Override
    public void note(Receipt receipt) {
        if (!inbox.isFull() && !inbox.isClosed()) {
            inbox.put(new Note(receipt));
        }
    }

    @Override
    public long head() {
        return writer.head();
    }

    @Override
    public long first() {
        long first = readers.ask(EventReads::first);
        return first == 0 ? head() + 1 : first;
    }

    @Override
    public List<StoredEvent> read(long after, int most) {
        if (most <= 0 || after >= writer.head()) {
            return List.of();
        }
        List<StoredEvent> here = tail.after(after, most, PAGE_BYTES);
        return here != null ? here : readers.ask(c -> EventReads.after(c, after, most, PAGE_BYTES));
    }

    @Override
    public Optional<StoredEvent> find(long seq) {
        List<StoredEvent> here = tail.after(seq - 1, 1, PAGE_BYTES);
        return here != null && !here.isEmpty() ? Optional.of(here.get(0)) : readers.ask(c -> EventReads.find(c, seq));
    }

    @Override
    public void listen(CommitListener listener) {
        writer.listen(listener);
    }

    @Override
    public LaneRecord lane(String name, Start start) {
        LaneStates.State known = lanes.named(name);
        if (known != null) {
            return known.record();
        }
        long found = start instanceof Start.At at ? before(at.receivedAt()) : 0;
        return Command.await(put(new LaneBirth(name, start, found)));
    }

    @Override
    public List<LaneRecord> lanes() {
        return lanes.records();
    }

    @Override
    public List<Parked> parked(int lane) {
        return readers.ask(c -> LaneReads.parked(c, lane));
    }

    @Override
    public long[] settledPastCursor(int lane) {
        LaneRecord record = state(lane).record();
        return readers.ask(c -> LaneReads.settledPast(c, record));
    }

    @Override
    public long[] intents(int lane) {
        return readers.ask(c -> IntentRows.read(c, lane));
    }

    @Override
    public CompletionStage<Void> settle(Settlement settlement) {
        return put(new Settle(settlement));
    }

    @Override
    public List<Parked> dead(int lane, long after, int most) {
        return readers.ask(c -> LaneReads.dead(c, lane, after, most));
    }

    @Override
    public List<Receipt> receipts(long before, int most) {
        return readers.ask(c -> IntakeReads.receipts(c, before, most));
    }

    @Override
    public CompletionStage<Void> prune(long upTo) {
        return forgetting.events(upTo);
    }

    @Override
    public CompletionStage<Void> forgetBefore(long time) {
        return forgetting.before(time);
    }

    @Override
    public CompletionStage<Void> pause(int lane, boolean paused) {
        return put(LaneChange.pause(lane, paused));
    }

    @Override
    public CompletionStage<Void> rename(int lane, String name) {
        return put(LaneChange.rename(lane, name));
    }

    @Override
    public CompletionStage<Void> forget(int lane) {
        return put(LaneChange.forget(lane));
    }

    @Override
    public LaneTotals totals(int lane) {
        return state(lane).totals();
    }

    @Override
    public List<Settled> outcomes(int lane, long from, long to) {
        LaneStates.State known = lanes.get(lane);
        long end = known == null ? 0 : LaneReads.base(lane) + known.rows();
        List<Settled> out = new ArrayList<>();
        for (long n = readers.ask(c -> OutcomeReads.firstRow(c, lane, from)); n <= end; n += OutcomeReads.ROWS) {
            long first = n;
            out.addAll(readers.ask(c -> OutcomeReads.page(c, lane, from, to, first)));
        }
        return out;
    }

    @Override
    public List<Placed> latest(int lane, long before, int most) {
        return readers.ask(c -> OutcomeReads.latest(c, lane, before, most));
    }

    @Override
    public JobLog jobs() {
        return jobs;
    }

    @Override
    public long before(long receivedAt) {
        return new StartTime(readers, head()).before(receivedAt);
    }

    @Override
    public Map<String, SeqSet> kinds(long from, long to) {
        return readers.ask(c -> EventReads.kinds(c, from, to));
    }

    @Override
    public long bornAfter(int lane) {
        return readers.ask(c -> OutcomeReads.bornAfter(c, lane));
    }

    @Override
    public List<Parked> parked(int lane, long after, int most) {
        return readers.ask(c -> LaneReads.rows(c, "parked", lane, after, most));
    }

    @Override
    public Map<Parked.State, Long> parkedCounts(int lane) {
        return readers.ask(c -> OutcomeReads.counts(c, lane));
    }

    @Override
    public long usedBytes() {
        return readers.ask(Shrinking::usedBytes);
    }

    @Override
    public LogMeters meters() {
        return parts.meters();
    }

    @Override
    public Health health() {
        if (inbox.isClosed()) {
            return new Health(false, parts.faults().closing().getMessage());
        }
        String refusal = parts.disk().refusal();
        return refusal != null ? new Health(false, refusal) : writer.health();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            parts.close();
        }
    }

    private LaneStates.State state(int lane) {
        LaneStates.State state = lanes.get(lane);
        if (state == null) {
            throw new IllegalArgumentException("There is no lane with the number " + lane + " in this log.");
        }
        return state;
    }

    private <T> CompletionStage<T> put(Command.Awaited<T> command) {
        submit(command);
        return command.stage;
    }

    private void submit(Command command) {
        if (inbox.isClosed()) {
            command.failed(parts.faults().closing());
            return;
        }
        inbox.put(command);
        writer.refuseLate();
    }
}
