package io.wotnotrelay.replica;

import io.wotnotrelay.destination.component.LaneOpener.Opened;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was begun; a failure is told, since nobody could do anything about it. */
final class Closings {
    private static final Logger LOG = LoggerFactory.getLogger(Closings.class);

    private Closings() {}

    static Opened of(String name, AutoCloseable begun) {
        return patience -> {
            try {
                begun.close();
            } catch (Exception e) {
                LOG.warn("Closing {} failed: {}", name, e.toString());
            }
        };
    }
}
