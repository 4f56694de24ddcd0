package io.wotnotrelay.log.retention;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.StoredEvent;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of what the log need not keep: once a minute, on a thread of its own, events that are too old or too many and
 * that every lane has settled; and what lanes that stood still for too long have not. What it decides is on disk before
 * the events go, and each step is a commit of its own, so that it may be broken off anywhere.
 */
public final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final long ROUND_SECONDS = 60;
    private static final long PATIENCE_MILLIS = 8_000;
    /** When there is too much, so much less than the limit is the aim: it is not met again with the next event. */
    private static final int HEADROOM = 20;

    private final LogStore log;
    private final Settings.Retention settings;
    private final Clock clock;
    private final Pins pins;
    private final Pruner pruner;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "log-retention");
    private volatile Kept kept = new Kept(0, 0, Map.of());
    private boolean complained;
    private boolean full;

    Retention(LogStore log, Settings.Retention settings, Clock clock) {
        this.log = log;
        this.settings = settings;
        this.clock = clock;
        this.pins = new Pins(log, settings.pin());
        this.pruner = new Pruner(log, end);
    }

    /** Begins; {@code log} must stay open until this is closed. */
    public static Retention start(LogStore log, Settings.Retention settings, Clock clock) {
        Retention retention = new Retention(log, settings, clock);
        retention.thread.setDaemon(true);
        retention.thread.setPriority(Thread.MIN_PRIORITY);
        retention.thread.start();
        return retention;
    }

    /** What is kept. */
    public Kept kept() {
        return kept;
    }

    /** Events let go since the start. */
    public long pruned() {
        return pruner.pruned();
    }

    private void run() {
        try {
            do {
                attempt();
            } while (!end.await(ROUND_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A log that cannot be pruned now is tried again; what it lacks room for it says itself. */
    private void attempt() throws InterruptedException {
        try {
            round();
            complained = false;
        } catch (RuntimeException e) {
            if (!complained && !pruner.isEnding()) {
                LOG.warn("The event log could not be pruned now ({}); it is tried again each minute.", e.getMessage());
            }
            complained = true;
        }
    }

    /** Looks once, and lets go of what need not be kept. */
    void round() throws InterruptedException {
        long now = clock.millis();
        pins.look(now);
        long cut = now - settings.age().toMillis();
        pruner.prune(pins.release(pruner.olderThan(cut), now), Long.MIN_VALUE);
        boolean shrunk = log.usedBytes() > settings.size() && shrink(now);
        pruner.forget(shrunk ? Math.max(cut, oldest()) : cut);
        kept = new Kept(log.usedBytes(), oldest(), pins.ages());
    }

    /** The oldest go first, whatever their age; says whether any went. */
    private boolean shrink(long now) throws InterruptedException {
        long used = log.usedBytes();
        long aim = settings.size() - settings.size() / HEADROOM;
        long before = pruner.pruned();
        pruner.prune(pins.release(pruner.upTo(used, aim), now), aim);
        boolean stillFull = log.usedBytes() > settings.size() && !pruner.isEnding();
        if (stillFull && !full && pruner.pruned() == before) {
            tellFull();
        }
        full = stillFull;
        return pruner.pruned() > before;
    }

    private void tellFull() {
        LOG.warn(
                "The event log holds {} MB, more than relay.retention.size ({} MB), and nothing of it may go: {}",
                log.usedBytes() / 1_000_000,
                settings.size() / 1_000_000,
                pins.why());
    }

    private long oldest() {
        return log.find(log.first()).map(StoredEvent::receivedAt).orElse(0L);
    }

    /** Ends after the step that is under way. */
    @Override
    public void close() {
        end.countDown();
        try {
            thread.join(PATIENCE_MILLIS);
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
