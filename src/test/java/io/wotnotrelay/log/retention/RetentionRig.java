package io.wotnotrelay.log.retention;

import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.item;
import static io.wotnotrelay.log.Items.receipt;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.EventLog.Start;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Settlement;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A real log whose clock stands still until it is moved, and a retention whose rounds are made by hand. */
abstract class RetentionRig {
    static final Duration DAY = Duration.ofDays(1);
    static final Settings.Dedup DEDUP = new Settings.Dedup(Duration.ofHours(48), 100_000);

    final HandClock clock = new HandClock();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.wotnotrelay.log.retention");
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    Settings.Retention settings = new Settings.Retention(DAY.multipliedBy(30), 10_000_000_000L, DAY.multipliedBy(30));
    Retention.Skip skip = (lane, upTo) -> {};
    LogStore log;
    Retention retention;
    private int count;

    @TempDir
    Path folder;

    @BeforeEach
    void begin() {
        said.start();
        logger.addAppender(said);
        start();
    }

    @AfterEach
    void endAll() {
        logger.detachAppender(said);
        log.close();
    }

    final void start() {
        log = open("data");
        retention = new Retention(log, settings, clock, skip);
    }

    final LogStore open(String data) {
        return SqliteEventLog.open(folder.resolve(data), new Settings.Store(null, 0), DEDUP, clock);
    }

    final void restart() {
        log.close();
        start();
    }

    final void keep(Duration age, long size, Duration pin) {
        settings = new Settings.Retention(age, size, pin);
        retention = new Retention(log, settings, clock, skip);
    }

    final void round() {
        try {
            retention.round();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Time passes for a relay that runs: a round at its end and one in each half of a day before. */
    final void pass(Duration time) {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minusHours(12)) {
            clock.move(left.compareTo(Duration.ofHours(12)) < 0 ? left : Duration.ofHours(12));
            round();
        }
    }

    /** Events received now, of about this many bytes each. */
    final void receive(int events, int bytes) {
        await(log.append(
                receipt(events, clock.millis()),
                IntStream.range(0, events)
                        .mapToObj(i -> (count++ + "x".repeat(bytes)).getBytes(StandardCharsets.UTF_8))
                        .map(raw -> item("message", raw))
                        .toList()));
    }

    final void receive(int events) {
        receive(events, 0);
    }

    final LaneRecord lane(String name) {
        return log.lane(name, new Start.Beginning());
    }

    final LaneRecord now(LaneRecord lane) {
        return log.lanes().stream()
                .filter(record -> record.id() == lane.id())
                .findFirst()
                .orElseThrow();
    }

    /** The lane delivers all after its cursor up to here. */
    final void deliver(LaneRecord lane, long to) {
        List<Outcome> outcomes = LongStream.rangeClosed(now(lane).cursor() + 1, to)
                .mapToObj(seq -> new Outcome(seq, Outcome.Result.DELIVERED, 200, 5, 1, null))
                .toList();
        await(log.settle(new Settlement(lane.id(), to, outcomes, List.of(), List.of())));
    }

    final void park(LaneRecord lane, long seq, Parked.State state) {
        Parked row = new Parked(seq, state, "talk", 3, 99_000, 1_500, 503, "no answer");
        await(log.settle(new Settlement(lane.id(), 0, List.of(), List.of(row), List.of())));
    }

    final List<Outcome> expired(LaneRecord lane) {
        return log.outcomes(lane.id(), 1, log.head()).stream()
                .map(settled -> settled.outcome())
                .filter(outcome -> outcome.result() == Outcome.Result.EXPIRED)
                .toList();
    }

    /** The warnings so far that hold this text. */
    final List<String> warnings(String text) {
        return List.copyOf(said.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains(text))
                .toList();
    }
}
