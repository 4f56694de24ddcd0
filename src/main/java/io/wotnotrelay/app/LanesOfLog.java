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
import io.wotnotrelay.log.StoredEvent;

/** Gives destinations their lanes, and shows each lane in the metrics. */
record LanesOfLog(EventLog log, Contexts contexts, Lanes lanes, Metrics metrics) implements LaneOpener {
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
        Lane lane = lanes.open(options, destination);
        metrics.watch(lane);
        return lane::close;
    }
}
