package io.wotnotrelay.replica;

import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.Leases;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This relay among those that share its log. */
public final class Replica implements Replicas, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
    private static final int BEATS_A_TERM = 4;

    private final String id;
    private final Semaphore reason = new Semaphore(0);
    private final ExecutorService closing = Executors.newCachedThreadPool(task -> daemon(task, "replica-closing"));
    private final Leases leases;
    private final Wishes wishes;
    private final LaneOpener lanes;
    private final Beats beats;
    private final Thread thread;
    private volatile boolean ended;

    /**
     * Begins to take part.
     *
     * @param id of this replica, new with each start
     * @param host where it runs, for people
     * @param here for births and readings, which take no lease
     * @param leased opens lanes that write with a lease
     * @param status how this replica's destinations stand, for the others to show
     */
    public Replica(
            String id,
            String host,
            Leases leases,
            LaneOpener here,
            Function<Lease, LaneOpener> leased,
            Supplier<String> status) {
        this.id = id;
        this.leases = leases;
        this.wishes = new Wishes(closing, reason::release);
        this.lanes = new LeasedLanes(wishes, here, leased, "");
        this.beats = new Beats(leases, wishes, id, host, status, System::nanoTime);
        this.thread = daemon(this::live, "replica");
        thread.start();
    }

    /** Where destinations get their lanes. */
    public LaneOpener lanes() {
        return lanes;
    }

    /**
     * Something that one replica does for all, as long as this one is there and has the lease for it.
     *
     * @param name of it; such as no destination can have
     * @param begin starts it, with the lease; what this gives is closed when the lease goes
     */
    public void alone(String name, Function<Lease, AutoCloseable> begin) {
        wishes.add(new Wanted(name, "", name, lease -> Closings.of(name, begin.apply(lease))));
    }

    @Override
    public List<Member> all() {
        Leases.View seen = beats.seen();
        return seen == null ? List.of() : new Holders(seen).members(id);
    }

    @Override
    public Optional<String> holderOf(String destination) {
        return Optional.ofNullable(beats.seen()).flatMap(seen -> new Holders(seen).of(destination));
    }

    @Override
    public Optional<Stand> stand(String destination) {
        return Optional.ofNullable(beats.seen()).flatMap(seen -> new Holders(seen).stand(destination));
    }

    private void live() {
        long beatMillis = leases.term().toMillis() / BEATS_A_TERM;
        try {
            while (!ended) {
                beats.beat();
                reason.tryAcquire(beatMillis, TimeUnit.MILLISECONDS);
                reason.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Takes no more leases; those it has are free once its lanes are closed and {@link #leave} is called. */
    @Override
    public void close() {
        ended = true;
        reason.release();
        try {
            thread.join(leases.term().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closing.shutdown();
        try {
            beats.leave();
        } catch (RuntimeException e) {
            LOG.info("This replica could not say that it stops; its leases run out by themselves: {}", e.toString());
        }
    }
}
