package io.wotnotrelay.watch;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.lane.LaneMeters;
import io.wotnotrelay.lane.Lanes;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.ReceiptIds;
import io.wotnotrelay.log.StoredEvent;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in events of the log how the relay fares ({@link io.wotnotrelay.event.OwnKinds}): a look a second, on a thread
 * of its own. No lane and no commit ever waits for it.
 */
public final class Watch implements LaneMeters, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long PATIENCE_MILLIS = 2_000;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Set<String> complained = new HashSet<>();
    private final Clock clock;
    private final Memory memory;
    private final MemoryFile file;
    private final Outbox outbox;
    private final Notices notices;
    private final DeadLetters deadLetters;
    private final Strangers strangers;
    private final Silence silence;
    private final List<Watcher> watchers = new ArrayList<>();
    private volatile BooleanSupplier first = () -> true;
    private Thread thread;

    /**
     * Hears from now on; looks once it is started.
     *
     * @param log must stay open until this is closed
     * @param ids of the relay's receipts: the one source of them
     */
    public Watch(Settings settings, LogStore log, ReceiptIds ids, Clock clock) {
        this(
                settings,
                log,
                ids,
                clock,
                () -> Files.getFileStore(settings.data()).getUsableSpace());
    }

    Watch(Settings settings, LogStore log, ReceiptIds ids, Clock clock, StoreWatch.FreeSpace space) {
        this.clock = clock;
        this.file = new MemoryFile(settings.data().resolve("watch.json"));
        this.memory = file.read(log.id());
        this.outbox = new Outbox(memory, log, ids, clock);
        this.notices = new Notices(memory, outbox);
        this.deadLetters = new DeadLetters(memory, notices, log);
        this.strangers = new Strangers(memory, notices);
        Settings.Silence quiet = settings.watch().silence();
        this.silence = quiet.after() == null ? null : new Silence(memory, notices, log, quiet, clock.millis());
        watchers.add(deadLetters);
        watchers.add(strangers);
        watchers.add(
                new StoreWatch(memory, notices, log, space, settings.store().minFree()));
        if (silence != null) {
            watchers.add(silence);
        }
        log.listen(this::stored);
    }

    /**
     * Looks once a second.
     *
     * @param lanes the lanes there are
     * @param broken the destination files that do not run
     * @param pins for how long each destination has stood still with events waiting, by name
     * @param first whether it is this relay that tells what all that share the log see; asked each time
     */
    public Watch start(
            Settings settings,
            LogStore log,
            Lanes lanes,
            Supplier<List<BrokenFile>> broken,
            Supplier<Map<String, Duration>> pins,
            BooleanSupplier first) {
        this.first = first;
        add(settings, log, new Standings(log, lanes, broken), pins);
        thread = new Thread(this::run, "watch");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
        return this;
    }

    void add(
            Settings settings, LogStore log, Supplier<List<Standing>> standings, Supplier<Map<String, Duration>> pins) {
        watchers.add(new Troubles(memory, notices, standings, settings.watch().backingOff()));
        watchers.add(new RetentionWatch(
                memory, notices, log, pins, settings.retention().pin()));
    }

    @Override
    public void dead(String lane, Outcome outcome) {
        deadLetters.said(new DeadLetters.Said(
                lane, outcome.seq(), outcome.code(), outcome.cause(), DeadLetters.GIVEN_UP, clock.millis(), 0));
    }

    @Override
    public void runningOut(String lane, long seq, int percent, Duration left, String cause) {
        long now = clock.millis();
        int used = Math.min(percent, DeadLetters.GIVEN_UP - 1);
        deadLetters.said(new DeadLetters.Said(lane, seq, 0, cause, used, now, now + left.toMillis()));
    }

    /** What is being appended now; null for nothing. */
    CompletableFuture<?> sending() {
        return outbox.sending();
    }

    private void stored(List<StoredEvent> events) {
        if (first.getAsBoolean()) {
            strangers.stored(events);
        }
        if (silence != null) {
            events.stream()
                    .filter(event -> !Kind.isOwn(event.kind()))
                    .forEach(event -> silence.heard(event.receivedAt()));
        }
    }

    private void run() {
        try {
            do {
                look();
            } while (!end.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at everything once, and offers what there is to tell to the log. */
    void look() {
        long now = clock.millis();
        for (Watcher watcher : watchers) {
            if (watcher == silence && !first.getAsBoolean()) {
                continue;
            }
            attempt(watcher.getClass().getSimpleName(), () -> watcher.look(now));
        }
        attempt("Outbox", outbox::flush);
        notices.forget(now);
        attempt("MemoryFile", () -> file.write(memory));
    }

    /** One that fails does not keep the others from looking; each is told once until it goes well. */
    private void attempt(String name, Runnable look) {
        try {
            look.run();
            complained.remove(name);
        } catch (RuntimeException | Error e) {
            if (complained.add(name)) {
                LOG.warn("The relay's own events: {} failed and is tried again each second.", name, e);
            }
        }
    }

    /** Offers once more what is to be told, and remembers the rest. */
    @Override
    public void close() {
        end.countDown();
        try {
            if (thread != null) {
                thread.join(PATIENCE_MILLIS);
            }
            if (thread == null || !thread.isAlive()) {
                last();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("What is to be told is told after the next start.", e);
        }
    }

    private void last() throws InterruptedException, ExecutionException, TimeoutException {
        look();
        CompletableFuture<?> sending = outbox.sending();
        if (sending != null) {
            sending.handle((ok, failed) -> null).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            attempt("Outbox", outbox::flush);
            attempt("MemoryFile", () -> file.write(memory));
        }
    }
}
