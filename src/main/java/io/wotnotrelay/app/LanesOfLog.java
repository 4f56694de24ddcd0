package io.wotnotrelay.app;

import io.wotnotrelay.api.Metrics;
import io.wotnotrelay.conversation.Contexts;
import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.Lane;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.lane.Lanes;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.StoredEvent;

/** Gives destinations their lanes, and shows each lane in the metrics; {@code lease}: null where there are none. */
record LanesOfLog(EventLog log, Contexts contexts, Lanes lanes, Metrics metrics, Lease lease) implements LaneOpener {
    /** The same, for the replica that has this lease. */
    LanesOfLog with(Lease other) {
        return new LanesOfLog(log, contexts, lanes, metrics, other);
    }

    @Override
    public void born(LaneOptions options) {
        log.lane(options.name(), options.start());
    }

    @Override
    public Event read(StoredEvent event) {
        return contexts.of(event);
    }

    @Override
    public Opened open(LaneOptions options, Destination destination) {
        Lane lane = lanes.open(options, destination, lease);
        metrics.watch(lane);
        return patience -> {
            lane.close(patience);
            if (lease != null) {
                metrics.unwatch(lane);
            }
        };
    }
}
