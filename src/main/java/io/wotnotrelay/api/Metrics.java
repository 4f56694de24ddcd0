package io.wotnotrelay.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wotnotrelay.lane.Doubt;
import io.wotnotrelay.lane.Lane;
import io.wotnotrelay.lane.LaneMeters;
import io.wotnotrelay.lane.LaneStatus;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.log.LogMeters;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.retention.Retention;
import io.wotnotrelay.webhook.WebhookMeters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The relay's metrics in Prometheus' text form, times in seconds. Labels come from fixed sets: the destinations' names,
 * the outcomes, the causes of rejection, the HTTP statuses.
 */
public final class Metrics implements WebhookMeters, LaneMeters {
    static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Clock clock;
    private final Counter unparsable;
    private final Timer accepted;
    private final Map<Answered, Counter> requests = new ConcurrentHashMap<>();
    /** The lane that runs under each name now: a destination that is swapped gets a new one. */
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    private final Map<String, LaneCounters> ofLanes = new ConcurrentHashMap<>();

    private volatile Instant certificateExpires;
    private volatile Runnable beforeScrape = () -> {};

    private record Answered(int status, String cause) {}

    public Metrics(Clock clock) {
        this.clock = clock;
        this.unparsable = Counter.builder("relay.events.unparsable")
                .description("Items kept byte for byte because they could not be understood")
                .register(registry);
        this.accepted = timer("relay.ack", "From the end of a request's head to its 200", registry);
    }

    /** Everything, as Prometheus reads it. */
    public String scrape() {
        beforeScrape.run();
        return registry.scrape();
    }

    /** Shows what the log counts. */
    public void watch(LogMeters log) {
        counter("relay.events.received", "Events stored since the start", log, LogMeters::appended);
        counter("relay.events.duplicate", "Items the log already held", log, LogMeters::duplicates);
        counter("relay.commits", "Commits of the log", log, LogMeters::commits);
        counter("relay.commits.failed", "Commits of the log that failed", log, LogMeters::failedCommits);
        gauge("relay.digests", "Digests remembered to tell duplicates", log, LogMeters::digests);
        gauge("relay.writer.queued.bytes", "Bytes that wait for the log's writer", log, LogMeters::queuedBytes);
        gauge("relay.wal.bytes", "Size of the write-ahead log file", log, LogMeters::walBytes);
        Timer commits = timer("relay.commit", "Time of a commit", registry);
        log.onCommit(nanos -> commits.record(nanos, TimeUnit.NANOSECONDS));
    }

    /** Shows how far the {@code index} or the {@code context}, and with it every lane, is behind the log, in events. */
    public void watchLag(String of, LongSupplier lag) {
        Gauge.builder("relay." + of + ".lag", lag, LongSupplier::getAsLong)
                .description("Events in the log that the " + of + " does not hold yet")
                // nobody else may hold on to it, and a gauge whose source is collected shows no number
                .strongReference(true)
                .register(registry);
    }

    /** Shows what the log keeps, and who keeps it from letting go. */
    public void watch(Retention retention) {
        gauge(
                "relay.log.used.bytes",
                "Bytes the event log uses of its file",
                retention,
                r -> r.kept().usedBytes());
        gauge(
                "relay.log.oldest.seconds",
                "Age of the oldest event kept",
                retention,
                r -> age(r.kept().oldestAt()));
        counter("relay.events.pruned", "Events let go since the start", retention, Retention::pruned);
        MultiGauge pins = MultiGauge.builder("relay.pin.seconds")
                .description("For how long a destination has sent nothing although events wait")
                .register(registry);
        beforeScrape = () -> pins.register(pins(retention.kept().pins()), true);
    }

    /** Of missing destinations too, and of those that run from their start on: 0 until the retention has looked. */
    private List<MultiGauge.Row<?>> pins(Map<String, Duration> standing) {
        return Stream.concat(lanes.keySet().stream(), standing.keySet().stream())
                .distinct()
                .<MultiGauge.Row<?>>map(lane -> MultiGauge.Row.of(
                        Tags.of("destination", lane),
                        standing.getOrDefault(lane, Duration.ZERO).toSeconds()))
                .toList();
    }

    private double age(long since) {
        return since == 0 ? 0 : Math.max(0, clock.millis() - since) / 1000.0;
    }

    /** Shows how a lane stands, in place of the one before of its name. */
    public void watch(Lane lane) {
        if (lanes.put(lane.name(), lane) == null) {
            register(lane.name());
        }
    }

    /** Another relay of the log runs it now, and shows how it stands; what was counted here stays. */
    public void unwatch(Lane lane) {
        if (lanes.remove(lane.name(), lane)) {
            registry.getMeters().stream()
                    .filter(meter -> meter instanceof Gauge)
                    .filter(meter -> lane.name().equals(meter.getId().getTag("destination")))
                    .forEach(registry::remove);
        }
    }

    private void register(String name) {
        Gauge.builder("relay.waiting", lanes, all -> all.get(name).status().waiting())
                .description("Events a destination has not got yet")
                .tag("destination", name)
                .register(registry);
        Gauge.builder("relay.oldest.waiting.seconds", lanes, all -> oldestWaiting(all.get(name)))
                .description("Age of the oldest event a destination has not got yet")
                .tag("destination", name)
                .register(registry);
        Gauge.builder("relay.retrying", lanes, all -> all.get(name).status().retrying())
                .tag("destination", name)
                .register(registry);
        Gauge.builder("relay.blocked", lanes, all -> all.get(name).status().blocked())
                .description("Deliveries behind another one of their conversation")
                .tag("destination", name)
                .register(registry);
        Gauge.builder("relay.held", lanes, all -> all.get(name).status().held())
                .description("Deliveries that failed when the destination was found to be set up wrongly")
                .tag("destination", name)
                .register(registry);
        for (LaneStatus.State state : LaneStatus.State.values()) {
            Gauge.builder(
                            "relay.lane.state",
                            lanes,
                            all -> all.get(name).status().state() == state ? 1 : 0)
                    .description("1 for the state a destination is in, 0 for the others")
                    .tag("destination", name)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("relay.dead", lanes, all -> all.get(name).status().dead())
                .description("Dead letters of a destination")
                .tag("destination", name)
                .register(registry);
        of(name);
    }

    @Override
    public void answered(int status, String cause, long nanos) {
        if (status == 200) {
            accepted.record(nanos, TimeUnit.NANOSECONDS);
        }
        requests.computeIfAbsent(new Answered(status, cause == null ? "none" : cause), this::requests)
                .increment();
    }

    @Override
    public void received(int stored, int duplicates, int notUnderstood) {
        if (notUnderstood > 0) {
            unparsable.increment(notUnderstood);
        }
    }

    /** The gauge is there from the first certificate on: without one there is nothing to watch. */
    @Override
    public synchronized void certificate(Instant expires) {
        boolean first = certificateExpires == null;
        certificateExpires = expires;
        if (first) {
            gauge(
                    "relay.tls.expiry.seconds",
                    "Until the certificate of the webhook expires; negative afterwards",
                    this,
                    metrics -> Duration.between(clock.instant(), metrics.certificateExpires)
                            .toSeconds());
        }
    }

    @Override
    public void ran(String lane, Result.Failure failure, Duration took) {
        of(lane).runs().record(took);
    }

    @Override
    public void settled(String lane, Outcome.Result result) {
        of(lane).outcomes().get(result).increment();
    }

    @Override
    public void doubted(String lane, Doubt.Settled how) {
        of(lane).doubts().get(how).increment();
    }

    private LaneCounters of(String lane) {
        LaneCounters known = ofLanes.get(lane);
        return known != null ? known : ofLanes.computeIfAbsent(lane, name -> LaneCounters.of(registry, name));
    }

    private Counter requests(Answered answered) {
        return Counter.builder("relay.requests")
                .description("Requests to the webhook, by answer")
                .tag("status", Integer.toString(answered.status()))
                .tag("cause", answered.cause())
                .register(registry);
    }

    private double oldestWaiting(Lane lane) {
        LaneStatus status = lane.status();
        return status.oldestReceivedAt() == null
                ? 0
                : Math.max(
                        0,
                        Duration.between(status.oldestReceivedAt(), clock.instant())
                                        .toMillis()
                                / 1000.0);
    }

    private <T> void counter(String name, String description, T of, java.util.function.ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, of, value).description(description).register(registry);
    }

    private <T> void gauge(String name, String description, T of, java.util.function.ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private static Timer timer(String name, String description, MeterRegistry registry) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
