package io.wotnotrelay.replica;

import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane that a started destination asked for: open while its replica has the lease. */
final class WantedLane {
    private static final Logger LOG = LoggerFactory.getLogger(WantedLane.class);
    private static final String OF_ONE = "lane:";
    private static final String OF_QUOTA = "quota:";

    private final LaneOptions options;
    private final Destination destination;
    private final String version;
    private LaneOpener.Opened opened;
    private boolean over;

    WantedLane(LaneOptions options, Destination destination, String version) {
        this.options = options;
        this.destination = destination;
        this.version = version;
    }

    String name() {
        return options.name();
    }

    /** Of the destination's file. */
    String version() {
        return version;
    }

    /** The name of the lease it takes. */
    String lease() {
        return options.quota() == null ? OF_ONE + options.name() : OF_QUOTA + options.quota();
    }

    /** A failure is told and tried again with the next beat: another replica could do no better. */
    synchronized void open(LaneOpener lanes) {
        if (opened != null || over) {
            return;
        }
        try {
            opened = lanes.open(options, destination);
        } catch (RuntimeException e) {
            LOG.warn("Lane {} cannot be opened now; it is tried again: {}", options.name(), e.getMessage());
        }
    }

    /** Closes it until it is opened again. */
    void close(Duration patience) {
        LaneOpener.Opened closing;
        synchronized (this) {
            closing = opened;
            opened = null;
        }
        if (closing != null) {
            closing.close(patience);
        }
    }

    /** Closes it for good. */
    void end(Duration patience) {
        synchronized (this) {
            over = true;
        }
        close(patience);
    }
}
