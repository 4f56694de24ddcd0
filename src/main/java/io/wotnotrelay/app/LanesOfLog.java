package io.wotnotrelay.app;

import io.wotnotrelay.api.Metrics;
import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.Lane;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.lane.Lanes;
import io.wotnotrelay.log.EventLog;

/** Gives destinations their lanes, and shows each lane in the metrics. */
record LanesOfLog(EventLog log, Lanes lanes, Metrics metrics) implements LaneOpener {
    @Override
    public void born(LaneOptions options) {
        log.lane(options.name(), options.start());
    }

    @Override
    public Opened open(LaneOptions options, Destination destination) {
        Lane lane = lanes.open(options, destination);
        metrics.watch(lane);
        return lane::close;
    }
}
