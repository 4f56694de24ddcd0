package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Appended;
import io.wotnotrelay.log.JobLog;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LaneTotals;
import io.wotnotrelay.log.Lease;
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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An event log in tables: what is the same in every database.
 *
 * <p>A single thread writes and commits what has queued up together; a commit is synced before its stages complete.
 * Readers near the head are served from memory, others by short reads of the tables.
 */
public abstract class SqlEventLog implements LogStore {
    /** About how much one read gives. */
    protected static final long PAGE_BYTES = 4L << 20;

    private final Core core;
    private final Inbox inbox;
    private final Memory memory;
    private final JobLog jobs;
    private final Forgetting forgetting;
    private boolean closed;

    // what is handed on is not called before the log is whole
    @SuppressWarnings("this-escape")
    protected SqlEventLog(Core core) {
        this.core = core;
        this.inbox = core.inbox();
        this.memory = core.memory();
        this.jobs = new SqlJobs(core.readers(), this::submit);
        this.forgetting = new Forgetting(core, this::states, this::submit, this::shrink);
    }

    /** Why no events are taken now though the writer could; null where they are. */
    protected abstract String refusal();

    /** The lanes as they are now. */
    protected abstract LaneStates states();

    /** Gives back the room of what was pruned. */
    protected abstract CompletionStage<Void> shrink();

    /** Ends the threads, the writer's first, and closes the connections; the inbox is closed. Called once. */
    protected abstract void release();

    /** Events from the tables. */
    protected List<StoredEvent> page(Session session, long after, int most) throws SQLException {
        return EventReads.after(session, after, most, PAGE_BYTES);
    }

    @Override
    public String id() {
        return core.id();
    }

    @Override
    public CompletionStage<Appended> append(Receipt receipt, List<NewEvent> items) {
        String refusal = receipt.own() ? null : refusal();
        if (refusal != null) {
            return CompletableFuture.failedStage(new StoreUnavailableException(refusal, null));
        }
        if (inbox.isFull()) {
            return CompletableFuture.failedStage(core.faults().full(inbox.bytes()));
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
        return memory.head();
    }

    @Override
    public long first() {
        long first = core.readers().ask(EventReads::first);
        return first == 0 ? head() + 1 : first;
    }

    @Override
    public List<StoredEvent> read(long after, int most) {
        if (most <= 0 || after >= memory.head()) {
            return List.of();
        }
        List<StoredEvent> here = memory.tail().after(after, most, PAGE_BYTES);
        return here != null ? here : core.readers().ask(c -> page(c, after, most));
    }

    @Override
    public Optional<StoredEvent> find(long seq) {
        List<StoredEvent> here = memory.tail().after(seq - 1, 1, PAGE_BYTES);
        return here != null && !here.isEmpty()
                ? Optional.of(here.get(0))
                : core.readers().ask(c -> EventReads.find(c, seq));
    }

    @Override
    public LaneRecord lane(String name, Start start) {
        LaneStates.State known = states().named(name);
        if (known != null) {
            return known.record();
        }
        long found = start instanceof Start.At at ? before(at.receivedAt()) : 0;
        return Command.await(put(new LaneBirth(name, start, found)));
    }

    @Override
    public List<LaneRecord> lanes() {
        return states().records();
    }

    @Override
    public List<Parked> parked(int lane) {
        return core.readers().ask(c -> LaneReads.parked(c, lane));
    }

    @Override
    public long[] settledPastCursor(int lane) {
        LaneRecord record = state(lane).record();
        return core.readers().ask(c -> LaneReads.settledPast(c, record));
    }

    @Override
    public long[] intents(int lane) {
        return core.readers().ask(c -> IntentRows.read(c, lane));
    }

    @Override
    public CompletionStage<Void> settle(Settlement settlement) {
        return put(new Settle(settlement, null));
    }

    @Override
    public CompletionStage<Void> settle(Settlement settlement, Lease lease) {
        return put(new Settle(settlement, lease));
    }

    @Override
    public List<Parked> dead(int lane, long after, int most) {
        return core.readers().ask(c -> LaneReads.dead(c, lane, after, most));
    }

    @Override
    public List<Receipt> receipts(long before, int most) {
        return core.readers().ask(c -> IntakeReads.receipts(c, before, most));
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
        LaneStates.State known = states().get(lane);
        long end = known == null ? 0 : LaneReads.base(lane) + known.rows();
        List<Settled> out = new ArrayList<>();
        for (long n = core.readers().ask(c -> OutcomeReads.firstRow(c, lane, from)); n <= end; n += OutcomeReads.ROWS) {
            long first = n;
            out.addAll(core.readers().ask(c -> OutcomeReads.page(c, lane, from, to, first)));
        }
        return out;
    }

    @Override
    public List<Placed> latest(int lane, long before, int most) {
        return core.readers().ask(c -> OutcomeReads.latest(c, lane, before, most));
    }

    @Override
    public JobLog jobs() {
        return jobs;
    }

    @Override
    public long before(long receivedAt) {
        return new StartTime(core.readers(), head()).before(receivedAt);
    }

    @Override
    public Map<String, SeqSet> kinds(long from, long to) {
        return core.readers().ask(c -> EventReads.kinds(c, from, to));
    }

    @Override
    public long bornAfter(int lane) {
        return core.readers().ask(c -> OutcomeReads.bornAfter(c, lane));
    }

    @Override
    public List<Parked> parked(int lane, long after, int most) {
        return core.readers().ask(c -> LaneReads.rows(c, "parked", lane, after, most));
    }

    @Override
    public Map<Parked.State, Long> parkedCounts(int lane) {
        return core.readers().ask(c -> OutcomeReads.counts(c, lane));
    }

    @Override
    public LogMeters meters() {
        return core.meters();
    }

    @Override
    public Health health() {
        if (inbox.isClosed()) {
            return new Health(false, core.faults().closing().getMessage());
        }
        String refusal = refusal();
        return refusal != null ? new Health(false, refusal) : core.writer().health();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            inbox.close();
            release();
        }
    }

    private LaneStates.State state(int lane) {
        LaneStates.State state = states().get(lane);
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
            command.failed(core.faults().closing());
            return;
        }
        inbox.put(command);
        core.writer().refuseLate();
    }
}
