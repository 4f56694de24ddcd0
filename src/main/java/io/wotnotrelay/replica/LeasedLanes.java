package io.wotnotrelay.replica;

import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.Leases;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Gives destinations their lanes when this replica has the lease: a destination that starts says what it wants, and its
 * lane is opened and closed as leases come and go. Lanes of one quota share a lease, for what they share is in memory.
 */
public final class LeasedLanes implements LaneOpener {
    private final LaneOpener here;
    private final Function<Lease, LaneOpener> leased;
    private final Executor closing;
    private final Runnable changed;
    private final Map<String, WantedLane> wanted = new TreeMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private final Map<String, Boolean> accepted = new HashMap<>();

    /**
     * @param here for what takes no lease: births and readings
     * @param leased opens lanes that write with this lease
     * @param closing where lanes are closed, which may take as long as their deliveries
     * @param changed told when there is something new to lease
     */
    LeasedLanes(LaneOpener here, Function<Lease, LaneOpener> leased, Executor closing, Runnable changed) {
        this.here = here;
        this.leased = leased;
        this.closing = closing;
        this.changed = changed;
    }

    @Override
    public LaneOpener of(String version) {
        return new OfVersion(version);
    }

    @Override
    public void born(LaneOptions options) {
        here.born(options);
    }

    @Override
    public Event read(StoredEvent event) {
        return here.read(event);
    }

    @Override
    public Opened open(LaneOptions options, Destination destination) {
        return want(options, destination, "");
    }

    private final class OfVersion implements LaneOpener {
        private final String version;

        OfVersion(String version) {
            this.version = version;
        }

        @Override
        public void born(LaneOptions options) {
            here.born(options);
        }

        @Override
        public Event read(StoredEvent event) {
            return here.read(event);
        }

        @Override
        public Opened open(LaneOptions options, Destination destination) {
            return want(options, destination, version);
        }
    }

    private Opened want(LaneOptions options, Destination destination, String version) {
        String name = options.name();
        WantedLane lane = new WantedLane(options, destination, version);
        synchronized (this) {
            if (wanted.putIfAbsent(name, lane) != null) {
                throw new IllegalStateException("A lane named " + name + " is wanted already.");
            }
            String before = versions.put(name, version);
            if (!version.equals(before)) {
                accepted.merge(name, before != null, Boolean::logicalOr);
            }
        }
        changed.run();
        return patience -> {
            synchronized (this) {
                wanted.remove(name, lane);
            }
            lane.end(patience);
        };
    }

    /** What this replica could run. */
    synchronized Map<String, Leases.Candidate> candidates() {
        Map<String, Leases.Candidate> all = new TreeMap<>();
        wanted.forEach((name, lane) -> all.put(name, new Leases.Candidate(lane.version(), lane.lease())));
        return all;
    }

    /** Tells of each version that was not told before. When that fails it is told again. */
    synchronized void tellVersions(Leases leases) {
        for (var each : Map.copyOf(accepted).entrySet()) {
            leases.accept(each.getKey(), versions.get(each.getKey()), each.getValue());
            accepted.remove(each.getKey());
        }
    }

    /** The lanes of this lease that this replica has the latest version of run from now on. */
    void run(Lease lease, Predicate<WantedLane> isLatest) {
        for (WantedLane lane : of(lease)) {
            if (isLatest.test(lane)) {
                lane.open(leased.apply(lease));
            }
        }
    }

    /** Closes the lanes of this lease beside what goes on, then says so; zero patience gives up what is under way. */
    void stop(Lease lease, Duration patience, Runnable then) {
        closing.execute(() -> {
            of(lease).parallelStream().forEach(lane -> lane.close(patience));
            then.run();
        });
    }

    private synchronized List<WantedLane> of(Lease lease) {
        return wanted.values().stream()
                .filter(lane -> lane.lease().equals(lease.name()))
                .toList();
    }
}
