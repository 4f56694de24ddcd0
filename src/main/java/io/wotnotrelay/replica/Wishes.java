package io.wotnotrelay.replica;

import io.wotnotrelay.destination.component.LaneOpener.Opened;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.Leases;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** What this replica would run if it had the leases, and whose versions it has accepted. */
final class Wishes {
    private final Executor closing;
    private final Runnable more;
    private final Map<String, Wanted> wanted = new TreeMap<>();
    private final Map<String, String> versions = new HashMap<>();
    /** Versions that were not told yet, and whether they replaced another. */
    private final Map<String, Boolean> untold = new HashMap<>();

    /**
     * @param closing where things are closed, which may take as long as their deliveries
     * @param more told when there is something new to lease
     */
    Wishes(Executor closing, Runnable more) {
        this.closing = closing;
        this.more = more;
    }

    /**
     * From now on it runs while this replica has its lease.
     *
     * @return closes it for good
     * @throws IllegalStateException when one of this name is wanted already
     */
    Opened add(Wanted one) {
        synchronized (this) {
            if (wanted.putIfAbsent(one.name(), one) != null) {
                throw new IllegalStateException(
                        "Lane " + one.name() + " is open already; close it before it is opened again.");
            }
            String before = versions.put(one.name(), one.version());
            if (!one.version().equals(before)) {
                untold.merge(one.name(), before != null, Boolean::logicalOr);
            }
        }
        more.run();
        return patience -> {
            synchronized (this) {
                wanted.remove(one.name(), one);
            }
            one.end(patience);
        };
    }

    /** What this replica could run. */
    synchronized Map<String, Leases.Candidate> candidates() {
        Map<String, Leases.Candidate> all = new TreeMap<>();
        wanted.forEach((name, one) -> all.put(name, new Leases.Candidate(one.version(), one.lease())));
        return all;
    }

    /** Tells of each version that was not told before. When that fails it is told again. */
    synchronized void tellVersions(Leases leases) {
        for (var each : Map.copyOf(untold).entrySet()) {
            leases.accept(each.getKey(), versions.get(each.getKey()), each.getValue());
            untold.remove(each.getKey());
        }
    }

    /** What takes this lease, and is the latest, runs from now on. */
    void run(Lease lease, Predicate<Wanted> isLatest) {
        of(lease).stream().filter(isLatest).forEach(one -> one.open(lease));
    }

    /** Closes what takes this lease, beside what goes on, then says so; zero patience gives up what is under way. */
    void stop(Lease lease, Duration patience, Runnable then) {
        closing.execute(() -> {
            of(lease).parallelStream().forEach(one -> one.close(patience));
            then.run();
        });
    }

    private synchronized List<Wanted> of(Lease lease) {
        return wanted.values().stream()
                .filter(one -> one.lease().equals(lease.name()))
                .toList();
    }
}
