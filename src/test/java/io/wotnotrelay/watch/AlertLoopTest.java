package io.wotnotrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.event.Kind;
import io.wotnotrelay.event.Subscription;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.lane.Lanes;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A route for alerts that always fails, over a day in which there is something to alert of every minute. */
class AlertLoopTest {
    private static final int HOURS = 24;

    @TempDir
    Path home;

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("422", failed(Result.Failure.PERMANENT, 422)),
                Arguments.of("a template that fails", failed(Result.Failure.BAD_EVENT, 0)),
                Arguments.of("503", failed(Result.Failure.TRANSIENT, 503)),
                Arguments.of("429", failed(Result.Failure.QUOTA, 429)),
                Arguments.of("401", failed(Result.Failure.CONFIGURATION, 401)),
                Arguments.of("hangs", null));
    }

    private static Result failed(Result.Failure failure, int code) {
        return new Result.Failed(failure, code, code + ": no", null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void itMakesNoMoreEventsThanAnHourMayHave(String name, Result failure) throws Exception {
        ExecutorService workers = Lanes.workers();
        CountDownLatch end = new CountDownLatch(1);
        try (WatchRig rig = new WatchRig(home)) {
            Lanes lanes = new Lanes(rig.log, workers, rig.clock, rig.watch);
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            lanes.open(options("alerts"), delivery -> failure == null ? hang(end) : failure);
            lanes.open(options("pager"), pager(heard));
            Standings standings = new Standings(rig.log, lanes, List::of);
            for (int minute = 0; minute < HOURS * 60; minute++) {
                rig.clock.move(Duration.ofMinutes(1));
                rig.watch.dead(
                        "crm", new Outcome(rig.receive(minute).seq(), Outcome.Result.DEAD, 422, 1, 1, "422: no"));
                rig.standings = standings.get();
                rig.look();
                if (minute % 60 == 0) {
                    lanes.resume("alerts");
                }
            }
            await().until(() -> rig.own().size() == heard.size());
            List<String> told = rig.told();
            assertThat(told.stream().filter(t -> t.equals("dead_letter dead")))
                    .as("of crm alone, one an hour")
                    .hasSize(HOURS);
            assertThat(rig.own())
                    .filteredOn(e -> e.type().equals("relay.dead_letter"))
                    .allMatch(e -> e.variables().get("destination").equals("crm"));
            assertThat(told.stream().filter(t -> t.startsWith("destination_held")))
                    .as("that it is held, or left alone, and perhaps both one after the other")
                    .hasSizeBetween(failure == null ? 0 : 1, HOURS);
            assertThat(told).hasSizeLessThanOrEqualTo(3 * HOURS + 1);
            end.countDown();
            lanes.close(Duration.ofSeconds(5));
        } finally {
            workers.shutdownNow();
        }
    }

    private static Result hang(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Result.Delivered();
    }

    private static Destination pager(Queue<String> heard) {
        return delivery -> {
            delivery.events().forEach(event -> heard.add(Kind.of(event.kind()).type()));
            return new Result.Delivered();
        };
    }

    private static LaneOptions options(String name) {
        return new LaneOptions(
                name,
                Subscription.of("relay.*", null),
                new EventLog.Start.Beginning(),
                true,
                4,
                null,
                null,
                null,
                new LaneOptions.Retry(3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofHours(24), List.of()),
                Duration.ofMinutes(15),
                new LaneOptions.Breaker(5, Duration.ofMillis(5)));
    }
}
