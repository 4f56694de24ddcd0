package io.wotnotrelay.lane;

import io.wotnotrelay.log.Appended;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.JobLog;
import io.wotnotrelay.log.LaneLostException;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Placed;
import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.log.Settlement;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** An event log in memory with a writer thread of its own, that can be slow, fail, stand still and crash. */
final class FakeEventLog implements EventLog {
    private volatile boolean lost;
    final FakeDisk disk;
    final AtomicInteger reads = new AtomicInteger();
    final AtomicLong finds = new AtomicLong();
    volatile boolean unreadable;
    volatile BooleanSupplier failing = () -> false;
    volatile LongSupplier commitNanos = () -> 0;

    /** More permits than a test counts out one by one: the gate is open. */
    private static final int MANY = 1_000_000;

    private final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);
    private final BlockingQueue<Change> queue = new LinkedBlockingQueue<>();
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final Thread writer = new Thread(this::write, "fake-log-writer");
    private final boolean stepped;
    private volatile boolean crashed;

    /** One thing to write: events or a settlement. */
    private record Change(List<StoredEvent> events, Settlement settlement, CompletableFuture<Void> done) {}

    FakeEventLog() {
        this(new FakeDisk());
    }

    FakeEventLog(FakeDisk disk) {
        this(disk, false);
    }

    private FakeEventLog(FakeDisk disk, boolean stepped) {
        this.disk = disk;
        this.stepped = stepped;
        if (!stepped) {
            writer.setDaemon(true);
            writer.start();
        }
    }

    /** One without a thread, that commits when it is told. */
    static FakeEventLog stepped(FakeDisk disk) {
        return new FakeEventLog(disk, true);
    }

    /** Commits up to so many of what is queued; says whether there was something. */
    boolean commitNext(int most) {
        List<Change> group = new ArrayList<>();
        queue.drainTo(group, most);
        commit(group);
        return !group.isEmpty();
    }

    /** The conversation of an event made by {@link #put}. */
    static String conversation(StoredEvent event) {
        String raw = new String(event.raw(), StandardCharsets.UTF_8);
        return raw.substring(0, raw.indexOf('|'));
    }

    /** Adds an event and waits for the commit; answers its seq. */
    long put(String kind, String conversation) {
        return put(kind, conversation, 0);
    }

    long put(String kind, String conversation, int padding) {
        return putAll(kind, List.of(conversation), padding);
    }

    /** Adds one event for each conversation, in one commit; answers the seq of the last. */
    synchronized long putAll(String kind, List<String> conversations, int padding) {
        List<StoredEvent> events = new ArrayList<>();
        for (String conversation : conversations) {
            events.add(event(disk.head + events.size() + 1, kind, conversation, padding));
        }
        CompletionStage<Void> done = enqueue(events, null);
        if (stepped) {
            commitNext(Integer.MAX_VALUE);
        }
        done.toCompletableFuture().join();
        return events.get(events.size() - 1).seq();
    }

    /** Lets no commit through until {@link #open}. */
    void hold() {
        gate.drainPermits();
    }

    /** Lets so many more groups of changes through. */
    void release(int groups) {
        gate.release(groups);
    }

    void open() {
        gate.release(Integer.MAX_VALUE / 2);
    }

    /** As kill -9: what is not committed is gone, and nobody is told. */
    void crash() {
        crashed = true;
        writer.interrupt();
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static StoredEvent event(long seq, String kind, String conversation, int padding) {
        byte[] raw = (conversation + "|" + "x".repeat(padding)).getBytes(StandardCharsets.UTF_8);
        byte[] digest = ByteBuffer.allocate(16).putLong(8, seq).array();
        return new StoredEvent(seq, 1_700_000_000_000L + seq, 1, kind, digest, raw);
    }

    private CompletionStage<Void> enqueue(List<StoredEvent> events, Settlement settlement) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        queue.add(new Change(events, settlement, done));
        return done;
    }

    private void write() {
        List<Change> group = new ArrayList<>();
        while (!crashed) {
            try {
                group.clear();
                group.add(queue.take());
                gate.acquire();
                if (gate.availablePermits() > MANY) {
                    gate.release();
                }
                queue.drainTo(group);
                LockSupport.parkNanos(commitNanos.getAsLong());
            } catch (InterruptedException e) {
                return;
            }
            commit(group);
        }
    }

    private void commit(List<Change> group) {
        if (crashed) {
            return;
        }
        boolean fails = failing.getAsBoolean();
        for (Change change : group) {
            if (change.settlement != null && fails) {
                change.done.completeExceptionally(new StoreUnavailableException("The disk is full.", null));
            } else if (change.settlement != null) {
                disk.apply(change.settlement);
                change.done.complete(null);
            } else {
                change.events.forEach(e -> disk.events.put(e.seq(), e));
                disk.head = change.events.get(change.events.size() - 1).seq();
                listeners.forEach(l -> l.committed(change.events));
                change.done.complete(null);
            }
        }
    }

    @Override
    public CompletionStage<Appended> append(Receipt receipt, List<NewEvent> items) {
        throw new AssertionError("lanes do not append");
    }

    @Override
    public void note(Receipt receipt) {
        throw new AssertionError("lanes have no receipts");
    }

    @Override
    public long head() {
        return disk.head;
    }

    @Override
    public List<StoredEvent> read(long after, int most) {
        refuseWhenUnreadable();
        reads.incrementAndGet();
        return disk.events.tailMap(after, false).values().stream().limit(most).toList();
    }

    @Override
    public Optional<StoredEvent> find(long seq) {
        refuseWhenUnreadable();
        finds.incrementAndGet();
        return Optional.ofNullable(disk.events.get(seq));
    }

    @Override
    public void listen(CommitListener listener) {
        listeners.add(listener);
    }

    @Override
    public LaneRecord lane(String name, Start start) {
        FakeDisk.LaneState lane = disk.lanes.computeIfAbsent(name, n -> {
            FakeDisk.LaneState born = new FakeDisk.LaneState(disk.lanes.size() + 1, n, 0);
            born.cursor = start instanceof Start.Now ? disk.head : 0;
            return born;
        });
        return new LaneRecord(lane.id, name, lane.bornAt, disk.cursor(name), lane.paused, lane.standing);
    }

    @Override
    public List<LaneRecord> lanes() {
        return disk.lanes.keySet().stream().map(n -> lane(n, new Start.Now())).toList();
    }

    @Override
    public List<Parked> parked(int lane) {
        String name = disk.lane(lane).name;
        return disk.parked(name).stream()
                .filter(p -> p.state() != Parked.State.DEAD)
                .toList();
    }

    @Override
    public long[] settledPastCursor(int lane) {
        return disk.settledPastCursor(lane);
    }

    @Override
    public long[] intents(int lane) {
        return disk.intents(lane);
    }

    /** From now on another replica has every lane. */
    void lose() {
        lost = true;
    }

    @Override
    public CompletionStage<Void> settle(Settlement settlement, Lease lease) {
        return lost ? CompletableFuture.failedFuture(new LaneLostException("It is lost.")) : settle(settlement);
    }

    @Override
    public CompletionStage<Void> settle(Settlement settlement) {
        return enqueue(null, settlement);
    }

    @Override
    public CompletionStage<Void> pause(int lane, boolean paused) {
        if (failing.getAsBoolean()) {
            return CompletableFuture.failedStage(new StoreUnavailableException("The disk is full.", null));
        }
        disk.lane(lane).paused = paused;
        return CompletableFuture.completedStage(null);
    }

    @Override
    public List<Parked> dead(int lane, long after, int most) {
        return disk.parked(disk.lane(lane).name).stream()
                .filter(p -> p.state() == Parked.State.DEAD && p.seq() > after)
                .limit(most)
                .toList();
    }

    @Override
    public List<Placed> latest(int lane, long before, int most) {
        refuseWhenUnreadable();
        return disk.latest(lane, before, most);
    }

    @Override
    public JobLog jobs() {
        return disk.jobs;
    }

    @Override
    public List<Receipt> receipts(long before, int most) {
        return List.of();
    }

    @Override
    public CompletionStage<Void> prune(long upTo) {
        disk.events.headMap(upTo, true).clear();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Health health() {
        return new Health(true, null);
    }

    @Override
    public void close() {
        crash();
    }

    private void refuseWhenUnreadable() {
        if (unreadable) {
            throw new StoreUnavailableException("The disk cannot be read.", null);
        }
    }
}
