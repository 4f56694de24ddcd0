package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps the lanes that a file's routes ask for closed until it is the file's turn: so a new version can be started, and
 * fail to start, while the lanes still deliver to the version before it.
 */
final class Handover implements LaneOpener {
    private final LaneOpener lanes;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private boolean open;

    Handover(LaneOpener lanes) {
        this.lanes = lanes;
    }

    @Override
    public void born(LaneOptions options) {
        lanes.born(options);
    }

    @Override
    public Event read(StoredEvent event) {
        return lanes.read(event);
    }

    @Override
    public synchronized Opened open(LaneOptions options, Destination destination) {
        Asked one = new Asked(options, destination);
        if (open) {
            one.open();
        }
        asked.add(one);
        return one;
    }

    /**
     * Opens the lanes that were asked for, and from now on at once those that will be.
     *
     * @throws RuntimeException of the first that cannot be opened
     */
    synchronized void open() {
        open = true;
        asked.forEach(Asked::open);
    }

    /** Closes all of them at the same time; returns when no delivery is under way any more, or patience is at its end. */
    void close(Duration patience) {
        synchronized (this) {
            open = false;
        }
        asked.parallelStream().forEach(one -> one.close(patience));
    }

    private final class Asked implements Opened {
        private final LaneOptions options;
        private final Destination destination;
        private Opened lane;

        Asked(LaneOptions options, Destination destination) {
            this.options = options;
            this.destination = destination;
        }

        synchronized void open() {
            if (lane == null) {
                lane = lanes.open(options, destination);
            }
        }

        @Override
        public void close(Duration patience) {
            asked.remove(this);
            Opened closing = taken();
            if (closing != null) {
                closing.close(patience);
            }
        }

        private synchronized Opened taken() {
            Opened was = lane;
            lane = null;
            return was;
        }
    }
}
