package io.wotnotrelay.replica;

import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.Leases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one replica does again and again: it says that it lives, renews its leases, takes free ones, gives back what is
 * more than its share. One that cannot say so for most of a term stops its lanes, for another may have them by now.
 */
final class Beats {
    private static final Logger LOG = LoggerFactory.getLogger(Beats.class);
    /** For what is with a destination when a lease is given back; what is not done by then is delivered again. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** Of a term: the rest is for what stopping takes, and for clocks that run apart. */
    private static final double SURE = 0.8;

    private final Leases leases;
    private final Wishes wishes;
    private final String id;
    private final String host;
    private final Supplier<String> status;
    private final LongSupplier ticker;
    /** By name. Those that are being given back are in it until their lanes are closed. */
    private final Map<String, Lease> held = new HashMap<>();

    private final Set<String> closing = new HashSet<>();
    private long sureUntil;
    private volatile Leases.View seen;

    /**
     * @param status how this replica's destinations stand, for the others to show
     * @param ticker nanoseconds that only go forward
     */
    Beats(Leases leases, Wishes wishes, String id, String host, Supplier<String> status, LongSupplier ticker) {
        this.leases = leases;
        this.wishes = wishes;
        this.id = id;
        this.host = host;
        this.status = status;
        this.ticker = ticker;
    }

    /** How all stood at the last beat; null before the first. */
    Leases.View seen() {
        return seen;
    }

    /** One beat. */
    synchronized void beat() {
        long began = ticker.getAsLong();
        try {
            Leases.View view = speak();
            sureUntil = began + (long) (leases.term().toNanos() * SURE);
            drop(view.kept());
            giveBack(new Shares(id, view));
            take(new Shares(id, view));
            held.values().stream()
                    .filter(lease -> !closing.contains(lease.name()))
                    .forEach(lease -> wishes.run(lease, one -> isLatest(one, view)));
            seen = view;
        } catch (RuntimeException e) {
            LOG.warn("This replica could not renew its leases; it is tried again: {}", e.toString());
            if (ticker.getAsLong() >= sureUntil) {
                drop(List.of());
            }
        }
    }

    private Leases.View speak() {
        wishes.tellVersions(leases);
        Leases.Report report = new Leases.Report(id, host, wishes.candidates(), status.get());
        return leases.beat(report, List.copyOf(held.values()));
    }

    private static boolean isLatest(Wanted one, Leases.View view) {
        return one.version().equals(view.latest().get(one.name()));
    }

    /** Those that are not this replica's any more: nothing of them can be written down. */
    private void drop(List<Lease> kept) {
        List<Lease> lost = new ArrayList<>(held.values());
        lost.removeAll(kept);
        if (!lost.isEmpty()) {
            LOG.warn(
                    "This replica has lost {}, and gives up what is with the destinations: another one delivers it.",
                    lost.stream().map(Lease::name).sorted().toList());
        }
        for (Lease lease : lost) {
            held.remove(lease.name());
            closing.remove(lease.name());
            wishes.stop(lease, Duration.ZERO, () -> {});
        }
    }

    private void giveBack(Shares shares) {
        Set<String> free = new HashSet<>(held.keySet());
        free.removeAll(closing);
        for (String name : shares.toGiveBack(free)) {
            Lease lease = held.get(name);
            closing.add(name);
            wishes.stop(lease, PATIENCE, () -> release(lease));
        }
    }

    private synchronized void release(Lease lease) {
        closing.remove(lease.name());
        if (held.remove(lease.name(), lease)) {
            try {
                leases.release(lease);
            } catch (RuntimeException e) {
                LOG.debug("{} is not given back; it runs out by itself", lease, e);
            }
        }
    }

    private void take(Shares shares) {
        for (String name : shares.toTake()) {
            Optional<Lease> got = held.containsKey(name) ? Optional.empty() : leases.take(id, name);
            got.ifPresent(lease -> held.put(name, lease));
        }
    }

    /** The replica stops, its lanes are closed: all it holds is free. */
    synchronized void leave() {
        held.clear();
        leases.leave(id);
    }
}
