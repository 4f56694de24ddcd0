package io.wotnotrelay.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which replica of a shared log runs what. All times are the store's own, so that clocks of machines do not matter. Each
 * method may throw {@link StoreUnavailableException}: then nothing is known.
 */
public interface Leases {
    /**
     * What a replica could run.
     *
     * @param version of the destination's file
     * @param lease the name of the lease it takes; the same for destinations that must run together
     */
    record Candidate(String version, String lease) {}

    /**
     * @param id of the replica, new with each start
     * @param host where it runs, for people
     * @param candidates what it could run, by the destination's name
     * @param status how its destinations stand, in words of its own, for the others to show
     */
    record Report(String id, String host, Map<String, Candidate> candidates, String status) {}

    /** A replica as the store knows it; {@code live}: heard of within a lease's time. */
    record Replica(
            String id,
            String host,
            Instant startedAt,
            Instant seenAt,
            boolean live,
            Map<String, Candidate> candidates,
            String status) {}

    /** Who has a lease; {@code expired}: the next who asks gets it. {@code holder}: null where it was given back. */
    record Held(String holder, long epoch, boolean expired) {
        /** Whether it can be taken. */
        public boolean isFree() {
            return holder == null || expired;
        }
    }

    /**
     * How all stand.
     *
     * @param kept those of the caller's leases that are still its own, now for a whole term
     * @param replicas all that were heard of in the last day
     * @param leases by name
     * @param latest by the destination's name: of the versions that live replicas have, the one accepted last
     */
    record View(List<Lease> kept, List<Replica> replicas, Map<String, Held> leases, Map<String, String> latest) {}

    /** How long a lease holds without being renewed. */
    Duration term();

    /** Says that this replica lives and what it can run, renews what it holds, and tells how all stand. */
    View beat(Report report, Collection<Lease> held);

    /**
     * A version of a destination's file has passed its check here.
     *
     * @param changed whether it replaced another one while the replica ran, so that it is the latest from now on; one that
     *     was there at the start counts from when it was first seen
     */
    void accept(String destination, String version, boolean changed);

    /** Takes a lease that is free or has expired; empty when another was quicker. */
    Optional<Lease> take(String replica, String name);

    /** Gives a lease back, so that another replica takes it at once. */
    void release(Lease lease);

    /** This replica stops: all it holds is free. */
    void leave(String replica);

    /** Adds one who is told, on another thread, that a lease was given back; he may be told when none was. Be quick. */
    void whenFreed(Runnable told);
}
