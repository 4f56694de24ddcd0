package io.wotnotrelay.app;

import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.lane.Lane;
import io.wotnotrelay.lane.Lanes;
import io.wotnotrelay.log.Leases;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.replica.Alone;
import io.wotnotrelay.replica.Replica;
import io.wotnotrelay.replica.Replicas;
import io.wotnotrelay.replica.Stands;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** This relay's place among those of its log, if there can be others: it decides which lanes are opened here. */
final class Membership implements AutoCloseable {
    /** A name that no destination can have. */
    private static final String HOUSEKEEPING = "relay:housekeeping";

    private final LaneOpener opener;
    private final Replicas replicas;
    private final Replica shared;
    private final AtomicBoolean first = new AtomicBoolean();

    Membership(LogStore log, Lanes lanes, LanesOfLog here, Clock clock) {
        String id = UUID.randomUUID().toString();
        Optional<Leases> leases = log.leases();
        if (leases.isPresent()) {
            shared = new Replica(id, host(), leases.get(), here, here::with, () -> status(lanes));
            opener = shared.lanes();
            shared.alone(HOUSEKEEPING, lease -> keepHouse(here.contexts().keep(lease)));
            replicas = shared;
        } else {
            shared = null;
            opener = here;
            replicas = new Alone(id, host(), clock, () -> names(lanes));
        }
    }

    private AutoCloseable keepHouse(AutoCloseable contexts) {
        first.set(true);
        return () -> {
            first.set(false);
            contexts.close();
        };
    }

    /** Where destinations get their lanes. */
    LaneOpener opener() {
        return opener;
    }

    Replicas replicas() {
        return replicas;
    }

    /** Whether it is this relay that does what one of them does for all: it has the lease for that, or is alone. */
    boolean first() {
        return shared == null || first.get();
    }

    /** Asked for with each beat, so what others have written down is taken up at the same time. */
    private static String status(Lanes lanes) {
        lanes.refresh();
        return Stands.of(lanes.lanes());
    }

    private static List<String> names(Lanes lanes) {
        return lanes.lanes().stream().map(Lane::name).toList();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
    }
}
