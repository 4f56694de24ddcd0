package io.wotnotrelay.log.retention;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.StoredEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of what the log need not keep: once a minute, on a thread of its own, events that are too old or too many and
 * that every lane has settled; and what lanes that stood still for too long have not. What it decides is on disk before
 * the events go, and each step is a commit of its own, so that it may be broken off anywhere.
 */
public final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final long PATIENCE_MILLIS = 8_000;
    /** When there is too much, so much less than the limit is the aim: it is not met again with the next event. */
    private static final int HEADROOM = 20;

    private final LogStore log;
    private final Settings.Retention settings;
    private final Clock clock;
    private final Pins pins;
    private final Pruner pruner;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Kept kept;
    private BooleanSupplier mine = () -> true;
    private Thread running;
    private boolean complained;
    private boolean toldFull;

    /** Told of what a lane will never send, once that is written down. */
    public interface Skip {
        /** The lane, if it runs, need not read the events up to this seq. */
        void skip(String lane, long upTo);
    }

    Retention(LogStore log, Settings.Retention settings, Clock clock, Skip skip) {
        this.log = log;
        this.settings = settings;
        this.clock = clock;
        this.pins = new Pins(log, settings.pin(), skip);
        this.pruner = new Pruner(log, end);
        this.kept = new Kept(log.usedBytes(), oldest(), Map.of());
    }

    /**
     * Begins, in a minute; {@code log} must stay open until this is closed.
     *
     * @param mine whether it is this relay that prunes, of those that share the log; asked each time
     */
    public static Retention start(
            LogStore log, Settings.Retention settings, Clock clock, Skip skip, BooleanSupplier mine) {
        Retention retention = new Retention(log, settings, clock, skip);
        retention.mine = mine;
        return retention.start(ROUND);
    }

    Retention start(Duration between) {
        Thread thread = new Thread(() -> run(between), "log-retention");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        running = thread;
        thread.start();
        return this;
    }

    /** What is kept. */
    public Kept kept() {
        return kept;
    }

    /** Events let go since the start. */
    public long pruned() {
        return pruner.pruned();
    }

    private void run(Duration between) {
        try {
            while (!end.await(between.toMillis(), TimeUnit.MILLISECONDS)) {
                attempt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A log that cannot be pruned now is tried again; what it lacks room for it says itself. */
    private void attempt() throws InterruptedException {
        try {
            if (mine.getAsBoolean()) {
                round();
            } else {
                kept = new Kept(log.usedBytes(), oldest(), Map.of());
            }
            complained = false;
        } catch (RuntimeException | Error e) {
            if (!complained && !pruner.isEnding()) {
                LOG.warn("The event log could not be pruned now ({}); it is tried again each minute.", e.toString());
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
        boolean shrunk = isFull() && shrink(now);
        toldFull &= isFull();
        pruner.forget(shrunk ? Math.max(cut, oldest()) : cut);
        kept = new Kept(log.usedBytes(), oldest(), pins.ages());
    }

    /** The oldest go first, whatever their age; says whether any went. */
    private boolean shrink(long now) throws InterruptedException {
        long aim = settings.size() - settings.size() / HEADROOM;
        long before = pruner.pruned();
        pruner.prune(pins.release(pruner.upTo(log.usedBytes(), aim), now), aim);
        boolean shrunk = pruner.pruned() > before;
        if (!shrunk && !toldFull && !pruner.isEnding()) {
            tellFull();
            toldFull = true;
        }
        return shrunk;
    }

    private boolean isFull() {
        return log.usedBytes() > settings.size();
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
            running.join(PATIENCE_MILLIS);
            running.interrupt();
        } catch (InterruptedException e) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
