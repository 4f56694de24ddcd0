package io.wotnotrelay.replica;

import io.wotnotrelay.destination.component.LaneOpener.Opened;
import io.wotnotrelay.log.Lease;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something of which one replica at a time may have it running: open while this one has the lease. */
final class Wanted {
    private static final Logger LOG = LoggerFactory.getLogger(Wanted.class);

    private final String name;
    private final String version;
    private final String lease;
    private final Function<Lease, Opened> opening;
    private Opened opened;
    private boolean over;

    /**
     * @param name a destination's, or another that no destination can have
     * @param version of the destination's file
     * @param lease the name of the lease it takes
     */
    Wanted(String name, String version, String lease, Function<Lease, Opened> opening) {
        this.name = name;
        this.version = version;
        this.lease = lease;
        this.opening = opening;
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    String lease() {
        return lease;
    }

    /** A failure is told and tried again with the next beat: another replica could do no better. */
    synchronized void open(Lease with) {
        if (opened != null || over) {
            return;
        }
        try {
            opened = opening.apply(with);
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be opened now; it is tried again: {}", name, e.getMessage());
        }
    }

    /** Closes it until it is opened again. */
    void close(Duration patience) {
        Opened closing;
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
