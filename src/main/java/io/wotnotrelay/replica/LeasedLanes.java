package io.wotnotrelay.replica;

import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.StoredEvent;
import java.util.function.Function;

/**
 * Gives destinations their lanes while this replica has the lease: a destination that starts says what it wants, and its
 * lane is opened and closed as leases come and go. Lanes of one quota share a lease, for what they share is in memory.
 *
 * @param wishes where what they want is kept
 * @param here for births and readings, which take no lease
 * @param leased opens lanes that write with a lease
 * @param version of the destinations' file
 */
record LeasedLanes(Wishes wishes, LaneOpener here, Function<Lease, LaneOpener> leased, String version)
        implements LaneOpener {
    private static final String OF_ONE = "lane:";
    private static final String OF_QUOTA = "quota:";

    @Override
    public LaneOpener of(String other) {
        return new LeasedLanes(wishes, here, leased, other);
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
        String lease = options.quota() == null ? OF_ONE + options.name() : OF_QUOTA + options.quota();
        return wishes.add(new Wanted(
                options.name(), version, lease, with -> leased.apply(with).open(options, destination)));
    }
}
