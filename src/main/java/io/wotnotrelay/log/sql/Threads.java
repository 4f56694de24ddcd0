package io.wotnotrelay.log.sql;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the threads of a log. */
public final class Threads {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
    private static final long PATIENCE_MILLIS = 30_000;

    private Threads() {}

    /** Waits for the end of one that was told to end; one that does not is left, and said. */
    public static void join(Thread thread) {
        try {
            thread.join(PATIENCE_MILLIS);
            if (thread.isAlive()) {
                LOG.warn("{} did not end within {} s.", thread.getName(), PATIENCE_MILLIS / 1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
