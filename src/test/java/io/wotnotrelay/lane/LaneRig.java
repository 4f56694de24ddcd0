package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;

/** Lanes over a fake log, and the options of a lane in small steps. */
final class LaneRig implements AutoCloseable {
    static final String KIND = "message";
    static final LaneOptions.Retry RETRY =
            new LaneOptions.Retry(5, Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofHours(24), List.of());

    final FakeEventLog log;
    final ExecutorService workers = Lanes.workers();
    final Lanes lanes;

    LaneRig() {
        this(new FakeEventLog(), Clock.systemUTC());
    }

    LaneRig(FakeEventLog log, Clock clock) {
        this(log, clock, Duration.ofMillis(5), LaneMeters.NONE);
    }

    LaneRig(FakeEventLog log, Clock clock, Duration lazyCursor, LaneMeters meters) {
        this.log = log;
        Seams real = Seams.of(clock);
        Seams seams = new Seams(FakeEventLog::conversation, clock, real.ticker(), real.random(), lazyCursor);
        this.lanes = new Lanes(log, Upstream.of(log), workers, meters, seams);
    }

    /** The same disk in a new process. */
    LaneRig restarted() {
        return new LaneRig(new FakeEventLog(log.disk), Clock.systemUTC());
    }

    Lane open(LaneOptions options, Destination destination) {
        return open(options, KIND::equals, destination);
    }

    Lane open(LaneOptions options, Predicate<String> wants, Destination destination) {
        log.lane(options.name(), options.start());
        log.disk.lanes.get(options.name()).wants = wants;
        return lanes.open(options, wants, destination);
    }

    /** Ends as kill -9 does. */
    void crash() {
        log.crash();
        lanes.lanes().forEach(Lane::abandon);
        workers.shutdownNow();
    }

    @Override
    public void close() {
        log.open();
        lanes.close(Duration.ZERO);
        workers.shutdownNow();
        log.close();
    }

    /** Those of most tests: the breaker stays out of their way. */
    static LaneOptions options(String name) {
        return new LaneOptions(
                name,
                null,
                new EventLog.Start.Beginning(),
                true,
                4,
                null,
                null,
                null,
                RETRY,
                Duration.ofMinutes(15),
                new LaneOptions.Breaker(1_000_000, Duration.ofSeconds(30)));
    }

    static LaneOptions start(LaneOptions o, EventLog.Start start) {
        return new LaneOptions(
                o.name(),
                null,
                start,
                o.ordered(),
                o.concurrency(),
                o.rate(),
                o.quota(),
                o.batch(),
                o.retry(),
                o.orderEscape(),
                o.breaker());
    }

    static LaneOptions concurrency(LaneOptions o, int concurrency) {
        return copy(o, o.ordered(), concurrency, o.rate(), o.quota(), o.batch(), o.retry());
    }

    static LaneOptions unordered(LaneOptions o) {
        return copy(o, false, o.concurrency(), o.rate(), o.quota(), o.batch(), o.retry());
    }

    static LaneOptions rate(LaneOptions o, int runs, Duration per) {
        LaneOptions.Rate rate = new LaneOptions.Rate(runs, per);
        return copy(o, o.ordered(), o.concurrency(), rate, o.quota(), o.batch(), o.retry());
    }

    static LaneOptions quota(LaneOptions o, String quota) {
        return copy(o, o.ordered(), o.concurrency(), o.rate(), quota, o.batch(), o.retry());
    }

    static LaneOptions batch(LaneOptions o, int events, Duration within) {
        LaneOptions.BatchSize batch = new LaneOptions.BatchSize(events, within);
        return copy(o, o.ordered(), o.concurrency(), o.rate(), o.quota(), batch, o.retry());
    }

    static LaneOptions retry(LaneOptions o, LaneOptions.Retry retry) {
        return copy(o, o.ordered(), o.concurrency(), o.rate(), o.quota(), o.batch(), retry);
    }

    static LaneOptions standing(LaneOptions o, Duration orderEscape, int breakerFailures, Duration breakerProbe) {
        return new LaneOptions(
                o.name(),
                null,
                o.start(),
                o.ordered(),
                o.concurrency(),
                o.rate(),
                o.quota(),
                o.batch(),
                o.retry(),
                orderEscape,
                new LaneOptions.Breaker(breakerFailures, breakerProbe));
    }

    private static LaneOptions copy(
            LaneOptions o,
            boolean ordered,
            int concurrency,
            LaneOptions.Rate rate,
            String quota,
            LaneOptions.BatchSize batch,
            LaneOptions.Retry retry) {
        return new LaneOptions(
                o.name(),
                null,
                o.start(),
                ordered,
                concurrency,
                rate,
                quota,
                batch,
                retry,
                o.orderEscape(),
                o.breaker());
    }
}
