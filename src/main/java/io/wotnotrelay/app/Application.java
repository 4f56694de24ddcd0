package io.wotnotrelay.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.wotnotrelay.api.ConsoleServer;
import io.wotnotrelay.api.Metrics;
import io.wotnotrelay.api.Readiness;
import io.wotnotrelay.api.Rooms;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.conversation.Contexts;
import io.wotnotrelay.destination.Destinations;
import io.wotnotrelay.lane.Jobs;
import io.wotnotrelay.lane.Lanes;
import io.wotnotrelay.lane.Upstream;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.ReceiptIds;
import io.wotnotrelay.log.index.EventIndex;
import io.wotnotrelay.log.index.SqliteEventIndex;
import io.wotnotrelay.log.retention.Retention;
import io.wotnotrelay.watch.BrokenFile;
import io.wotnotrelay.watch.Watch;
import io.wotnotrelay.webhook.Rejections;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/** The rooms of one relay, opened in order. */
public final class Application implements RunningRelay {
    /** For what is with the destinations when the relay stops; what is not done by then is delivered after the start. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

    /** Longer than anything takes that is not stuck: the lanes' patience and a second look. */
    private static final Duration SLOW_STOP = PATIENCE.plusSeconds(4);

    private final Closing closing = new Closing(SLOW_STOP);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Settings settings;
    private final Clock clock = Clock.systemUTC();
    private final Metrics metrics = new Metrics(clock);
    private final Receiving receiving;
    private volatile LogStore log;
    private ConsoleServer console;
    private EventIndex index;
    private Contexts contexts;
    private Lanes lanes;
    private Membership membership;
    private Destinations destinations;
    private ReceiptIds ids;
    private Watch watch;
    private Retention retention;

    private Application(Settings settings) {
        this.settings = settings;
        this.receiving = new Receiving(settings.webhook(), settings.camel());
    }

    /**
     * Starts everything and returns when the webhook listens. What cannot start is closed again.
     *
     * @throws RuntimeException whose message is a sentence for the operator
     */
    public static RunningRelay start(Settings settings) {
        Application relay = new Application(settings);
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

    @Override
    public URI webhook() {
        return receiving.address();
    }

    @Override
    public URI console() {
        return console.address();
    }

    @Override
    public List<String> destinations() {
        return destinations.status().stream().map(Application::line).toList();
    }

    @Override
    public void await() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        closing.run();
        closed.countDown();
    }

    private static String line(Destinations.Status status) {
        String names = status.destinations().isEmpty()
                ? status.file().getFileName().toString()
                : String.join(", ", status.destinations());
        return status.reason() == null
                ? names
                : names + " (" + status.state().name().toLowerCase(Locale.ROOT) + ": " + status.reason() + ")";
    }

    private void open() throws Exception {
        openConsole();
        log = closing.later("the event log", LogOfSettings.open(settings, clock));
        metrics.watch(log.meters());
        index = closing.later("the index", SqliteEventIndex.open(settings.data(), log));
        metrics.watchLag("index", index::lag);
        contexts = closing.later(
                "the conversations' context",
                Contexts.open(settings.data(), log, settings.retention().age(), clock));
        metrics.watchLag("context", contexts::lag);
        ids = new ReceiptIds(clock, log.replica());
        watch = new Watch(settings, log, ids, clock);
        openDestinations();
        openWebhook();
        closing.later("the watch", watch);
        watch.start(settings, log, lanes, this::broken, () -> retention.kept().pins(), membership::first);
    }

    private List<BrokenFile> broken() {
        return destinations.status().stream()
                .filter(file -> file.state() != Destinations.State.RUNNING)
                .map(Application::broken)
                .toList();
    }

    /** Of one whose version before runs on, the file is what is broken, and no destination. */
    private static BrokenFile broken(Destinations.Status file) {
        boolean runs = file.state() == Destinations.State.OUTDATED;
        return new BrokenFile(
                file.file().getFileName().toString(), runs ? List.of() : file.destinations(), reason(file));
    }

    private static String reason(Destinations.Status file) {
        String place = file.line() == 0 ? "" : ", line " + file.line() + ", column " + file.column();
        return file.file().getFileName() + place + ": " + file.reason();
    }

    private void openDestinations() {
        ExecutorService workers = Lanes.workers();
        closing.later("the workers", workers::shutdownNow);
        Upstream upstream = new Upstream(contexts::listen, contexts::place, contexts::trouble);
        lanes = new Lanes(log, upstream, workers, clock, new Meters(List.of(metrics, watch)));
        membership = closing.later(
                "the leases", new Membership(log, lanes, new LanesOfLog(log, contexts, lanes, metrics, null), clock));
        destinations = new Destinations(settings, membership.opener());
        closing.later("the destinations", () -> destinations.close(LAST_PATIENCE));
        // first all lanes at the same time: one that hangs must not keep the others from writing down what they did
        closing.later("the lanes", () -> lanes.close(PATIENCE));
        destinations.open(settings.routes());
        // before the lanes close: a file that changes now would ask for one
        closing.later("the watch of the routes", destinations::stay);
        destinations.follow();
        retention = closing.later(
                "the retention", Retention.start(log, settings.retention(), clock, lanes::skip, membership::first));
        metrics.watch(retention);
    }

    private void openConsole() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        closing.later(
                "the console's threads",
                () -> vertx.close().toCompletionStage().toCompletableFuture().join());
        console = closing.later("the console", new ConsoleServer(settings.console(), this::checks, metrics::scrape));
        console.start(vertx);
    }

    private void openWebhook() throws Exception {
        Rejections rejections = closing.later(
                "the file of refused requests",
                Rejections.open(settings.data().resolve("rejected.db"), ids, clock, secrets()));
        console.open(new Rooms(
                log,
                index,
                contexts,
                rejections,
                lanes,
                new Jobs(log, lanes),
                destinations,
                membership.replicas(),
                settings.data(),
                clock));
        closing.later("the webhook", receiving);
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
