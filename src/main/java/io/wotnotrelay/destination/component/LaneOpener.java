package io.wotnotrelay.destination.component;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;

/** Where destinations get their lanes from; bound once in the registry of each destination's context. */
public interface LaneOpener {
    /** The same for the destinations of one file in this version; where nobody cares for versions it is the same. */
    default LaneOpener of(String version) {
        return this;
    }

    /**
     * Gives the lane its cursor, if it has none yet. Called when a file has passed its check, before its route starts.
     *
     * @param options the lane's name and where it begins
     */
    void born(LaneOptions options);

    /**
     * The event as a route sees it: with what was known of its conversation by then.
     *
     * @throws RuntimeException when the relay stops before that is known
     */
    Event read(StoredEvent event);

    /**
     * Starts the lane: from now on it delivers.
     *
     * @throws IllegalStateException with a sentence when a lane of this name is open already
     */
    Opened open(LaneOptions options, Destination destination);

    /** A lane that runs. */
    interface Opened {
        /**
         * Stops it; returns when no delivery is under way any more.
         *
         * @param patience how long deliveries under way may take to end
         */
        void close(Duration patience);
    }
}
