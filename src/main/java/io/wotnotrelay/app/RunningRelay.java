package io.wotnotrelay.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.wotnotrelay.api.ConsoleServer;
import io.wotnotrelay.api.Metrics;
import io.wotnotrelay.api.Readiness;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.lane.Lanes;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.ReceiptIds;
import io.wotnotrelay.log.index.SqliteEventIndex;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import io.wotnotrelay.webhook.Rejections;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/** A relay that has been started. Closing it stops it: nothing answered 200 is lost. */
public final class RunningRelay implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Closing closing = new Closing();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Settings settings;
    private final Clock clock = Clock.systemUTC();
    private final Metrics metrics = new Metrics(clock);
    private final Receiving receiving;
    private volatile LogStore log;
    private ConsoleServer console;

    private RunningRelay(Settings settings) {
        this.settings = settings;
        this.receiving = new Receiving(settings.webhook(), settings.camel());
    }

    /**
     * Starts everything and returns when the webhook listens. What cannot start is closed again.
     *
     * @throws RuntimeException whose message is a sentence for the operator
     */
    public static RunningRelay start(Settings settings) {
        RunningRelay relay = new RunningRelay(settings);
        try {
            relay.open();
            return relay;
        } catch (RuntimeException e) {
            relay.close();
            throw e;
        } catch (Exception e) {
            relay.close();
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Where the webhook listens, with the real port. */
    public URI webhook() {
        return receiving.address();
    }

    /** Where the console listens, with the real port. */
    public URI console() {
        return console.address();
    }

    /** A line for each destination: its name, and its state where it is not running. */
    public List<String> destinations() {
        return List.of();
    }

    /** Returns when the relay has been closed. */
    public void await() throws InterruptedException {
        closed.await();
    }

    /** Stops it and returns when it has stopped; from any thread, and again without effect. */
    @Override
    public void close() {
        closing.run();
        closed.countDown();
    }

    private void open() throws Exception {
        openConsole();
        log = closing.later(SqliteEventLog.open(settings.data(), settings.store(), settings.dedup(), clock));
        metrics.watch(log.meters());
        metrics.watchIndex(closing.later(SqliteEventIndex.open(settings.data(), log))::lag);
        openDestinations();
        openWebhook();
    }

    private void openDestinations() {
        ExecutorService workers = Lanes.workers();
        closing.later(workers::shutdownNow);
        Lanes lanes = new Lanes(log, workers, clock, metrics);
        closing.later(() -> lanes.close(PATIENCE));
    }

    private void openConsole() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        closing.later(
                () -> vertx.close().toCompletionStage().toCompletableFuture().join());
        console = closing.later(new ConsoleServer(settings.console(), this::checks, metrics::scrape));
        console.start(vertx);
    }

    private void openWebhook() throws Exception {
        ReceiptIds ids = new ReceiptIds(clock);
        Rejections rejections =
                closing.later(Rejections.open(settings.data().resolve("rejected.db"), ids, clock, secrets()));
        closing.later(receiving);
        receiving.start(log, ids, rejections, metrics);
    }

    private List<String> secrets() {
        return Stream.of(settings.webhook().token(), settings.webhook().tokenPrevious())
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Readiness.Check> checks() {
        boolean listens = receiving.listens();
        EventLog.Health store = log == null ? new EventLog.Health(false, "The log is being opened.") : log.health();
        return List.of(
                new Readiness.Check("webhook", listens, listens ? null : "The webhook does not listen yet."),
                new Readiness.Check("store", store.takesEvents(), store.cause()));
    }
}
