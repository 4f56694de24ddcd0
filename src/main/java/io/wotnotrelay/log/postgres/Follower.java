package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.sql.Listeners;
import io.wotnotrelay.log.sql.Memory;
import io.wotnotrelay.log.sql.Writer;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners of all events in order, this replica's and the others', each once. On a thread of its own, for
 * those of others may have to be read first.
 */
final class Follower implements Runnable, Writer.Ears {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int PAGE = 2_048;

    /** Reads events after a seq. */
    interface Reading {
        List<StoredEvent> read(long after, int most);
    }

    private final Memory memory;
    private final Listeners listeners = new Listeners();
    private final Semaphore news = new Semaphore(0);
    private volatile Reading reading;
    private volatile boolean ending;
    private long told;

    Follower(Memory memory) {
        this.memory = memory;
        this.told = memory.head();
    }

    Listeners listeners() {
        return listeners;
    }

    void read(Reading with) {
        reading = with;
    }

    @Override
    public void added(List<StoredEvent> events) {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /** Tells what there is by now, and stops. */
    void end() {
        ending = true;
        news.release();
    }

    @Override
    public void run() {
        try {
            while (!ending) {
                news.tryAcquire(1, TimeUnit.SECONDS);
                news.drainPermits();
                tell();
            }
            tell();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        try {
            for (long head = memory.head(); told < head; head = memory.head()) {
                List<StoredEvent> page = reading.read(told, PAGE);
                listeners.added(page);
                // where nothing is left, all of it was pruned meanwhile
                told = page.isEmpty() ? head : page.get(page.size() - 1).seq();
            }
        } catch (StoreUnavailableException e) {
            LOG.debug("What is to be told cannot be read now", e);
        }
    }
}
