package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.KIND;
import static io.wotnotrelay.lane.LaneRig.options;
import static io.wotnotrelay.lane.LaneRig.retry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneRetryTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private LaneRig rig = new LaneRig();
    private final Recorder to = new Recorder();

    @AfterEach
    void close() {
        rig.close();
        assertThat(rig.log.disk.violations).isEmpty();
    }

    private static LaneOptions.Retry retries(int retries, Duration delay, Duration maxAge) {
        return new LaneOptions.Retry(retries, delay, Duration.ofHours(4), maxAge, List.of());
    }

    private void awaitSettled(int many) {
        await().until(() -> rig.log.disk.outcomes("a").size() == many);
    }

    private void awaitParked(int many) {
        await().until(() -> rig.log.disk.parked("a").size() == many);
    }

    private static Result transientUntil(Delivery d, int attempt) {
        return d.attempt() < attempt ? Recorder.failed(Failure.TRANSIENT) : Recorder.OK;
    }

    @Test
    void aTransientFailureIsTriedAgainUntilItGoesWell() {
        rig.open(options("a"), to.answering(d -> transientUntil(d, 4)));
        rig.log.put(KIND, "c1");
        awaitSettled(1);
        assertThat(to.attempts()).containsExactly(1, 2, 3, 4);
        assertThat(rig.log.disk.outcome("a", 1).attempts()).isEqualTo(4);
        assertThat(rig.log.disk.parked("a")).isEmpty();
        assertThat(to.deliveries)
                .extracting(Delivery::id)
                .containsOnly(to.deliveries.get(0).id());
    }

    @Test
    void aDeliveryThatComesPastHalfOfItsTriesAndNineTenthsIsToldOnceEach() {
        List<Integer> told = new java.util.concurrent.CopyOnWriteArrayList<>();
        List<Outcome> dead = new java.util.concurrent.CopyOnWriteArrayList<>();
        rig.close();
        rig = new LaneRig(new FakeEventLog(), Clock.systemUTC(), Duration.ofMillis(5), new LaneMeters() {
            @Override
            public void runningOut(String lane, long seq, int percent, Duration left, String cause) {
                told.add(percent);
                assertThat(left).isLessThanOrEqualTo(HOUR);
            }

            @Override
            public void dead(String lane, Outcome outcome) {
                dead.add(outcome);
            }
        });
        rig.open(
                retry(
                        options("a"),
                        new LaneOptions.Retry(19, Duration.ofMillis(1), Duration.ofMillis(2), HOUR, List.of())),
                to.answering(d -> Recorder.failed(Failure.TRANSIENT)));
        rig.log.put(KIND, "c1");
        awaitSettled(1);
        await().until(() -> !dead.isEmpty());
        assertThat(told).containsExactly(50, 90);
        assertThat(dead).extracting(Outcome::seq).containsExactly(1L);
    }

    @Test
    void retriesThatAreUsedUpEndInADeadLetter() {
        Lane lane = rig.open(
                retry(options("a"), retries(2, Duration.ofMillis(1), HOUR)),
                to.answering(d -> Recorder.failed(Failure.TRANSIENT)));
        rig.log.put(KIND, "c1");
        awaitSettled(1);
        assertThat(to.attempts()).containsExactly(1, 2, 3);
        Outcome out = rig.log.disk.outcome("a", 1);
        assertThat(out.result()).isEqualTo(Outcome.Result.DEAD);
        assertThat(out.cause()).isEqualTo("the other side said no");
        Parked dead = rig.log.disk.parked("a").get(0);
        assertThat(dead.state()).isEqualTo(Parked.State.DEAD);
        assertThat(dead.attempts()).isEqualTo(3);
        assertThat(dead.conversation()).isEqualTo("c1");
        await().until(() -> lane.status().failures() == 3);
    }

    @Test
    void anAgeThatIsReachedEndsInADeadLetter() {
        rig.open(
                retry(options("a"), retries(1_000_000, Duration.ofMillis(1), Duration.ofMillis(30))),
                to.answering(d -> Recorder.failed(Failure.TRANSIENT)));
        rig.log.put(KIND, "c1");
        awaitSettled(1);
        assertThat(rig.log.disk.outcome("a", 1).result()).isEqualTo(Outcome.Result.DEAD);
        assertThat(rig.log.disk.parked("a").get(0).runMillis()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void theFailedOneIsParkedAtOnceAndThoseBehindItAreBlockedWhileOthersGoOn() {
        Lane lane = rig.open(
                retry(options("a"), retries(5, HOUR, HOUR.multipliedBy(9))),
                to.answering(d -> FakeEventLog.conversation(d.events().get(0)).equals("bad")
                        ? Recorder.failed(Failure.TRANSIENT)
                        : Recorder.OK));
        long before = System.currentTimeMillis();
        rig.log.putAll(KIND, List.of("bad", "good", "bad"), 0);
        awaitParked(2);
        rig.log.putAll(KIND, List.of("bad", "good"), 0);
        awaitParked(3);
        awaitSettled(2);
        List<Parked> parked = rig.log.disk.parked("a");
        assertThat(parked)
                .extracting(Parked::seq, Parked::state, Parked::attempts)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, Parked.State.RETRYING, 1),
                        org.assertj.core.groups.Tuple.tuple(3L, Parked.State.BLOCKED, 0),
                        org.assertj.core.groups.Tuple.tuple(4L, Parked.State.BLOCKED, 0));
        assertThat(parked.get(0).cause()).isEqualTo("the other side said no");
        assertThat(parked.get(0).dueAt()).isBetween(before + HOUR.toMillis(), before + 2 * HOUR.toMillis());
        await().until(() -> rig.log.disk.cursor("a") == 5);
        await().untilAsserted(() -> assertThat(lane.status())
                .returns(1, LaneStatus::retrying)
                .returns(2, LaneStatus::blocked)
                .returns(0L, LaneStatus::waiting)
                .returns(Instant.ofEpochMilli(1_700_000_000_001L), LaneStatus::oldestReceivedAt));
    }

    @Test
    void whenTheRetriedOneIsSettledTheBlockedOnesRunInOrder() {
        AtomicBoolean mended = new AtomicBoolean();
        LaneOptions.Retry patient = new LaneOptions.Retry(
                1_000_000, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofHours(24), List.of());
        rig.open(
                retry(options("a"), patient),
                to.answering(d -> mended.get() ? Recorder.OK : Recorder.failed(Failure.TRANSIENT)));
        rig.log.putAll(KIND, List.of("c", "c", "c"), 0);
        awaitParked(3);
        mended.set(true);
        awaitSettled(3);
        assertThat(to.seqs().subList(to.seqs().lastIndexOf(1L), to.seqs().size()))
                .containsExactly(1L, 2L, 3L);
        assertThat(rig.log.disk.parked("a")).isEmpty();
    }

    @Test
    void aRetryKeepsItsTriesAndItsTimeAcrossARestart() {
        LaneOptions options = retry(options("a"), retries(3, Duration.ofMinutes(10), HOUR));
        rig.open(options, to.answering(d -> Recorder.failed(Failure.TRANSIENT)));
        rig.log.putAll(KIND, List.of("c", "c"), 0);
        awaitParked(2);
        rig.crash();

        Clock before = Clock.fixed(Instant.now(), ZoneOffset.UTC);
        Recorder early = new Recorder();
        LaneRig second = new LaneRig(new FakeEventLog(rig.log.disk), before);
        Lane lane = second.open(options, early);
        second.log.put(KIND, "other");
        awaitSettled(1);
        assertThat(early.seqs()).containsExactly(3L);
        assertThat(lane.status().retrying()).isEqualTo(1);
        assertThat(lane.status().blocked()).isEqualTo(1);
        second.crash();

        Clock later = Clock.fixed(Instant.now().plus(HOUR), ZoneOffset.UTC);
        Recorder due = new Recorder();
        LaneRig third = new LaneRig(new FakeEventLog(rig.log.disk), later);
        third.open(options, due);
        awaitSettled(3);
        assertThat(due.attempts()).containsExactly(2, 1);
        assertThat(due.seqs()).containsExactly(1L, 2L);
        assertThat(rig.log.disk.outcome("a", 1).attempts()).isEqualTo(2);
        third.close();
    }

    @Test
    void theAgeIsKeptAcrossARestartAndDoesNotGrowMeanwhile() {
        LaneOptions options = retry(options("a"), retries(9, Duration.ofMillis(1), HOUR));
        rig.log.lane("a", options.start());
        rig.log.put(KIND, "c");
        rig.log.disk.lanes.get("a").cursor = 1;
        Parked old = new Parked(1, Parked.State.RETRYING, "c", 3, 1, HOUR.toMillis() - 60_000, 503, "busy");
        rig.log.disk.lanes.get("a").parked.put(1L, old);
        AtomicInteger tries = new AtomicInteger();
        rig.open(
                options,
                to.answering(d -> tries.incrementAndGet() == 3 ? Recorder.OK : Recorder.failed(Failure.TRANSIENT)));
        awaitSettled(1);
        assertThat(to.attempts()).containsExactly(4, 5, 6);
        assertThat(rig.log.disk.outcome("a", 1).result()).isEqualTo(Outcome.Result.DELIVERED);
    }

    @Test
    void anAgeUsedUpBeforeTheRestartStillGetsOneTry() {
        LaneOptions options = retry(options("a"), retries(9, Duration.ofMillis(1), HOUR));
        rig.log.lane("a", options.start());
        rig.log.put(KIND, "c");
        rig.log.disk.lanes.get("a").cursor = 1;
        rig.log
                .disk
                .lanes
                .get("a")
                .parked
                .put(1L, new Parked(1, Parked.State.RETRYING, "c", 3, 1, HOUR.toMillis(), 503, "busy"));
        rig.open(options, to.answering(d -> Recorder.failed(Failure.TRANSIENT)));
        awaitSettled(1);
        assertThat(to.attempts()).containsExactly(4);
        assertThat(rig.log.disk.outcome("a", 1).result()).isEqualTo(Outcome.Result.DEAD);
    }

    @Test
    void tooManyRequestsMakeTheLaneWaitAndCostTheEventNothing() {
        AtomicInteger runs = new AtomicInteger();
        LaneOptions options = retry(
                LaneRig.concurrency(options("a"), 1),
                new LaneOptions.Retry(0, Duration.ofMillis(1), Duration.ofMillis(5), HOUR, List.of()));
        rig.open(options, to.answering(d -> runs.incrementAndGet() < 6 ? Recorder.failed(Failure.QUOTA) : Recorder.OK));
        rig.log.putAll(KIND, List.of("c", "d"), 0);
        awaitSettled(2);
        assertThat(to.seqs()).containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 2L);
        assertThat(to.attempts()).containsOnly(1);
        assertThat(rig.log.disk.outcomes("a")).allMatch(o -> o.result() == Outcome.Result.DELIVERED);
    }

    @Test
    void whileTheLaneWaitsForQuotaNothingOfItRuns() {
        Lane lane = rig.open(
                LaneRig.concurrency(options("a"), 1),
                to.answering(d -> new Failed(Failure.QUOTA, 429, "slow down", HOUR)));
        LaneOptions hourly = retry(options("b"), retries(5, HOUR, HOUR));
        Lane patient = rig.open(
                LaneRig.concurrency(hourly, 1),
                d -> new Failed(Failure.QUOTA, 429, "slow down", Duration.ofMinutes(30)));
        Recorder other = new Recorder();
        rig.open(options("c"), other);
        rig.log.putAll(KIND, List.of("c", "d", "e"), 0);
        await().until(() -> rig.log.disk.outcomes("c").size() == 3);
        await().untilAsserted(() -> assertThat(patient.status())
                .returns(LaneStatus.State.BACKING_OFF, LaneStatus::state)
                .returns("slow down", LaneStatus::cause)
                .returns(1L, LaneStatus::failures)
                .returns(3L, LaneStatus::waiting));
        assertThat(rig.log.disk.parked("b")).isEmpty();
        assertThat(lane.name()).isEqualTo("a");
    }

    @Test
    void aRetryComesNotBeforeItsTime() {
        AtomicInteger runs = new AtomicInteger();
        long[] at = new long[2];
        LaneOptions options = retry(options("a"), retries(5, Duration.ofMillis(1), HOUR));
        rig.open(options, to.answering(d -> {
            int run = runs.getAndIncrement();
            at[run] = System.nanoTime();
            return run == 0 ? new Failed(Failure.TRANSIENT, 503, "busy", Duration.ofMillis(300)) : Recorder.OK;
        }));
        rig.log.put(KIND, "c");
        awaitSettled(1);
        assertThat(at[1] - at[0]).isGreaterThanOrEqualTo(300_000_000);
    }

    @Test
    void aClockThatJumpsDoesNotHoldUpARetry() {
        rig.close();
        AtomicInteger calls = new AtomicInteger();
        Clock mad = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.EPOCH.plus(Duration.ofDays(calls.incrementAndGet() % 2 == 0 ? 0 : 36_500));
            }
        };
        rig = new LaneRig(new FakeEventLog(), mad);
        rig.open(options("a"), to.answering(d -> transientUntil(d, 5)));
        rig.log.put(KIND, "c");
        awaitSettled(1);
        assertThat(to.attempts()).containsExactly(1, 2, 3, 4, 5);
    }
}
