package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.NewJob;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** All lanes of one log. They share the workers and the bell; each has a thread of its own. */
public final class Lanes {
    private static final long TAIL_WEIGHT = 16L << 20;

    private final EventLog log;
    private final Upstream upstream;
    private final ExecutorService workers;
    private final LaneMeters meters;
    private final Seams seams;
    private final Tail tail = new Tail(TAIL_WEIGHT);
    private final Bell bell;
    private final Credentials credentials = new Credentials();
    private final Map<String, Lane> open = new ConcurrentSkipListMap<>();
    private boolean closed;

    /**
     * @param log where the events are; must stay open until the lanes are closed
     * @param workers run the destinations; must not limit its threads, or a hanging destination takes them from the
     *     others ({@link #workers()})
     * @param clock the wall clock, for times that are written down
     * @param meters told of each run and each end
     */
    public Lanes(EventLog log, ExecutorService workers, Clock clock, LaneMeters meters) {
        this(log, Upstream.of(log), workers, clock, meters);
    }

    /** As the other one, with a reader before the lanes. */
    public Lanes(EventLog log, Upstream upstream, ExecutorService workers, Clock clock, LaneMeters meters) {
        this(log, upstream, workers, meters, Seams.of(clock));
    }

    Lanes(EventLog log, Upstream upstream, ExecutorService workers, LaneMeters meters, Seams seams) {
        this.log = log;
        this.upstream = upstream;
        this.workers = workers;
        this.meters = meters;
        this.seams = seams;
        this.bell = new Bell(tail, seams.lazyCursor().toNanos());
        bell.start(upstream);
    }

    /** A pool for all lanes, without a limit of its own: each lane limits itself. Threads {@code lane-worker-N}. */
    public static ExecutorService workers() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "lane-worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a lane where it stopped, or where it is to begin when it is new.
     *
     * @throws IllegalStateException when it is open already, or its cursor is not of this log
     * @throws io.wotnotrelay.log.StoreUnavailableException when the log cannot be read
     */
    public Lane open(LaneOptions options, Destination destination) {
        return open(options, destination, null);
    }

    /** As the other one, for the replica that has this lease. */
    public Lane open(LaneOptions options, Destination destination, Lease lease) {
        return open(options, options.subscription()::matches, destination, lease);
    }

    Lane open(LaneOptions options, Predicate<String> wants, Destination destination) {
        return open(options, wants, destination, null);
    }

    synchronized Lane open(LaneOptions options, Predicate<String> wants, Destination destination, Lease lease) {
        refuseUnlessNew(options.name());
        LaneRecord record = log.lane(options.name(), options.start());
        refuseCursorPastHead(record);
        Mailbox mailbox = new Mailbox();
        Ear ear = new Ear(record.cursor(), wants, mailbox::wake);
        Past past = Past.of(log, record);
        Credential credential = credentials.join(options, ear, mailbox::wake);
        Opening opening = new Opening(
                record, options, wants, destination, log, workers, bell, tail, meters, credential, lease, seams);
        LaneLoop loop = new LaneLoop(opening, mailbox, ear, past);
        Lane lane = new Lane(opening, upstream, ear, mailbox, loop, closing -> forget(closing, opening, ear));
        Thread thread = new Thread(loop, "lane-" + options.name());
        thread.setDaemon(true);
        mailbox.owner(thread);
        open.put(options.name(), lane);
        bell.add(ear);
        thread.start();
        return lane;
    }

    /** The open lane of this name. */
    public Optional<Lane> lane(String name) {
        return Optional.ofNullable(open.get(name));
    }

    /** The open lanes, by name. */
    public List<Lane> lanes() {
        return List.copyOf(open.values());
    }

    /**
     * Stops a lane where it is, open or not, until it is told to go on, also after a restart. What is with the
     * destination ends; nothing ages meanwhile.
     *
     * @throws IllegalArgumentException when no lane of this name was ever born
     * @throws io.wotnotrelay.log.StoreUnavailableException when that cannot be written down; then it goes on as before
     */
    public synchronized void pause(String name) {
        LaneRecord record = known(name);
        Optional<Lane> lane = lane(name);
        lane.ifPresent(Lane::pause);
        try {
            Written.await(log.pause(record.id(), true));
        } catch (RuntimeException e) {
            lane.filter(paused -> !record.paused()).ifPresent(Lane::resume);
            throw e;
        }
    }

    /**
     * Lets a lane go on after a pause. One that stands still for another reason tries a delivery at once.
     *
     * @throws IllegalArgumentException when no lane of this name was ever born
     * @throws io.wotnotrelay.log.StoreUnavailableException when that cannot be written down; then it stays paused
     */
    public synchronized void resume(String name) {
        Written.await(log.pause(known(name).id(), false));
        lane(name).ifPresent(Lane::resume);
    }

    /** Takes up what others have written down of the open lanes: pauses, and jobs made or cancelled. */
    public synchronized void refresh() {
        for (LaneRecord record : log.lanes()) {
            lane(record.name())
                    .ifPresent(open -> open.refresh(record.paused(), log.jobs().unfinished(record.id())));
        }
    }

    /** The lane of this name, if it is open, reads none of the events up to this seq any more: they have expired. */
    public void skip(String name, long upTo) {
        lane(name).ifPresent(lane -> lane.skip(upTo));
    }

    /** Writes a job down, and lets its lane, if it is open, begin. One that is opened later finds it in the log. */
    synchronized Job add(NewJob job) {
        Job made = Written.await(log.jobs().add(job));
        laneOf(made).ifPresent(lane -> lane.add(made));
        return made;
    }

    /** Ends a job early. */
    synchronized void cancel(long job) {
        Written.await(log.jobs().cancel(job));
        log.jobs().find(job).flatMap(this::laneOf).ifPresent(lane -> lane.cancel(job));
    }

    private Optional<Lane> laneOf(Job job) {
        return log.lanes().stream()
                .filter(record -> record.id() == job.lane())
                .findFirst()
                .flatMap(record -> lane(record.name()));
    }

    /** How all lanes stand that were ever born and not forgotten, by name; those that are not open are missing. */
    public List<LaneStatus> statuses() {
        return log.lanes().stream()
                .sorted(Comparator.comparing(LaneRecord::name))
                .map(record -> lane(record.name()).map(Lane::status).orElseGet(() -> Missing.status(log, record)))
                .toList();
    }

    private LaneRecord known(String name) {
        return log.lanes().stream()
                .filter(record -> record.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no destination named " + name + "."));
    }

    /**
     * Closes all lanes at the same time, as {@link Lane#close} does, and takes no more. The pool of workers is the
     * caller's to close.
     *
     * @return whether all of their threads have ended
     */
    public boolean close(Duration timeout) {
        synchronized (this) {
            closed = true;
        }
        List<Lane> closing = lanes();
        closing.forEach(lane -> lane.beginClose(timeout));
        boolean ended = true;
        for (Lane lane : closing) {
            ended &= lane.awaitClosed(timeout);
        }
        bell.close();
        return ended;
    }

    private void refuseUnlessNew(String name) {
        if (closed) {
            throw new IllegalStateException("The relay is stopping: lane " + name + " is not opened.");
        }
        if (open.containsKey(name)) {
            throw new IllegalStateException("Lane " + name + " is open already; close it before it is opened again.");
        }
    }

    private void refuseCursorPastHead(LaneRecord record) {
        if (record.cursor() > log.head()) {
            throw new IllegalStateException("The cursor of lane " + record.name() + " is at " + record.cursor()
                    + ", but the log ends at " + log.head()
                    + ": they are not of the same data folder. Restore the folder as a whole from one backup.");
        }
    }

    private void forget(Lane lane, Opening opening, Ear ear) {
        bell.remove(ear);
        credentials.leave(opening.options(), ear, opening.credential());
        open.remove(lane.name(), lane);
    }
}
