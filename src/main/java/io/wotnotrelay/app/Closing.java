package io.wotnotrelay.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been opened, to be closed in reverse order; one that fails to close does not keep the others open. */
final class Closing implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T later(T opened) {
        open.push(opened);
        return opened;
    }

    @Override
    public synchronized void run() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("Something could not be closed: {}", e.toString());
            }
        }
    }
}
