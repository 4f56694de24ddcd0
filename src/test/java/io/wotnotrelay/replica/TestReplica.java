package io.wotnotrelay.replica;

import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Subscription;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A replica whose lanes are names in a map, and whose beats are the test's. */
final class TestReplica {
    /** The lanes that are open, and the lease each was opened with. */
    final Map<String, Lease> open = new TreeMap<>();

    /** How long each lane that was closed was waited for. */
    final List<Duration> patience = new ArrayList<>();

    private final Map<String, LaneOpener.Opened> wishes = new HashMap<>();
    private final LaneOpener lanes;
    private final Beats beats;

    TestReplica(String id, FakeLeases leases) {
        Wishes wishes = new Wishes(Runnable::run, () -> {});
        lanes = new LeasedLanes(wishes, new Lanes(null), Lanes::new, "");
        beats = new Beats(leases, wishes, id, id + ".example.com", () -> "", leases::nanos);
    }

    void start(String version, String... names) {
        for (String name : names) {
            start(version, name, null);
        }
    }

    void start(String version, String name, String quota) {
        wishes.put(name, lanes.of(version).open(options(name, quota), null));
    }

    private static LaneOptions options(String name, String quota) {
        return new LaneOptions(
                name,
                Subscription.of("all", ""),
                new EventLog.Start.Now(),
                true,
                1,
                null,
                quota,
                null,
                new LaneOptions.Retry(3, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofHours(1), List.of()),
                Duration.ofHours(1),
                new LaneOptions.Breaker(10, Duration.ofSeconds(1)));
    }

    void stop(String name) {
        wishes.remove(name).close(Duration.ofSeconds(1));
    }

    void beat() {
        beats.beat();
    }

    void leave() {
        beats.leave();
    }

    private final class Lanes implements LaneOpener {
        private final Lease lease;

        Lanes(Lease lease) {
            this.lease = lease;
        }

        @Override
        public void born(LaneOptions options) {}

        @Override
        public Event read(StoredEvent event) {
            return event.event();
        }

        @Override
        public Opened open(LaneOptions options, Destination destination) {
            open.put(options.name(), lease);
            return waited -> {
                open.remove(options.name());
                patience.add(waited);
            };
        }
    }
}
