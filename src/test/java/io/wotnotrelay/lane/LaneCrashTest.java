package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.KIND;
import static io.wotnotrelay.lane.LaneRig.concurrency;
import static io.wotnotrelay.lane.LaneRig.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.Parked;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneCrashTest {
    private static List<String> different(int many) {
        return IntStream.range(0, many).mapToObj(n -> "c" + n).toList();
    }

    @Test
    void ofEightWorkersOneHangsFiveThousandOthersFinishAndACrashRepeatsAtMostEight() {
        LaneRig rig = new LaneRig();
        Recorder first = new Recorder().hangingOn(1);
        rig.open(concurrency(options("a"), 8), first);
        rig.log.putAll(KIND, different(6_000), 0);
        await().until(() -> rig.log.disk.outcomes("a").size() >= 5_000);
        rig.log.crash();
        // what the destination has had by now, committed or not
        Set<Long> had = new HashSet<>(first.seqs());
        rig.crash();
        had.addAll(first.seqs());

        Recorder second = new Recorder();
        try (LaneRig again = rig.restarted()) {
            again.open(concurrency(options("a"), 8), second);
            await().until(() -> rig.log.disk.outcomes("a").size() == 6_000);
        }
        List<Long> repeated = second.seqs().stream().filter(had::contains).toList();
        assertThat(repeated).contains(1L).hasSizeLessThanOrEqualTo(8);
        assertThat(second.seqs()).doesNotHaveDuplicates();
        assertThat(rig.log.disk.violations).isEmpty();
    }

    @Test
    void aSlotIsNotFreeBeforeTheOutcomeIsOnDisk() {
        Recorder to = new Recorder();
        try (LaneRig rig = new LaneRig()) {
            Lane lane = rig.open(concurrency(options("a"), 3), to.hangingOn(1));
            rig.log.putAll(KIND, different(50), 0);
            await().until(() -> rig.log.disk.outcomes("a").size() == 49);
            to.hanging.clear();
            rig.log.putAll(KIND, List.of("x"), 0);
            await().until(() -> rig.log.disk.outcomes("a").size() == 50);
            rig.log.hold();
            to.letGo.countDown();
            await().until(() -> lane.status().running() == 0);
            assertThat(rig.log.disk.outcomes("a")).hasSize(50);
            rig.log.open();
            await().until(() -> rig.log.disk.outcomes("a").size() == 51);
        }
    }

    @Test
    void aHangingEventStopsTheReadingAtTheEndOfTheWindow() {
        Recorder to = new Recorder().hangingOn(1);
        try (LaneRig rig = new LaneRig()) {
            Lane lane = rig.open(options("a"), to);
            for (int i = 0; i < 12; i++) {
                rig.log.putAll(KIND, Collections.nCopies(1_000, ""), 0);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> rig.log.disk.outcomes("a").size() == 9_999);
            assertThat(lane.status().cursor()).isZero();
            assertThat(lane.status().waiting()).isEqualTo(2_001);
            to.letGo.countDown();
            await().until(() -> rig.log.disk.outcomes("a").size() == 12_000);
            assertThat(rig.log.disk.violations).isEmpty();
        }
    }

    @Test
    void aDeadDestinationParksTenThousandAndThenReadsNoMore() {
        LaneOptions.Retry hourly =
                new LaneOptions.Retry(5, Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(24), List.of());
        try (LaneRig rig = new LaneRig()) {
            Recorder to = new Recorder().answering(d -> Recorder.failed(Failure.TRANSIENT));
            Lane lane = rig.open(LaneRig.retry(options("a"), hourly), to);
            for (int i = 0; i < 12; i++) {
                rig.log.putAll(
                        KIND,
                        IntStream.range(0, 1_000).mapToObj(n -> "c" + n % 400).toList(),
                        0);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> rig.log.disk.parked("a").size() == 10_000);
            await().until(() -> lane.status().cursor() == 10_000);
            assertThat(lane.status().retrying()).isEqualTo(400);
            assertThat(lane.status().blocked()).isEqualTo(9_600);
            assertThat(lane.status().waiting()).isEqualTo(2_000);
            assertThat(to.deliveries).hasSize(400);
        }
    }

    @Test
    void closingLetsWhatRunsEndAndWritesTheCursor() {
        CountDownLatch started = new CountDownLatch(1);
        Recorder to = new Recorder().hangingOn(1);
        try (LaneRig rig =
                new LaneRig(new FakeEventLog(), java.time.Clock.systemUTC(), Duration.ofHours(1), LaneMeters.NONE)) {
            Lane lane = rig.open(concurrency(options("a"), 1), to);
            rig.log.putAll(KIND, different(2), 0);
            rig.log.put("status", "c");
            await().until(() -> lane.status().running() == 1);
            Thread closer = new Thread(() -> {
                started.countDown();
                lane.close(Duration.ofSeconds(30));
            });
            closer.start();
            await().until(() -> started.getCount() == 0);
            to.letGo.countDown();
            await().until(() -> !closer.isAlive());
            assertThat(rig.log.disk.outcome("a", 1)).isNotNull();
            assertThat(to.seqs()).containsAnyOf(1L).doesNotHaveDuplicates();
            assertThat(rig.log.disk.cursor("a")).isGreaterThanOrEqualTo(1);
            assertThat(lane.status().state()).isEqualTo(LaneStatus.State.CLOSED);
        }
    }

    @Test
    void closingInterruptsWhatDoesNotEndInTimeAndItIsDeliveredAgain() {
        Recorder to = new Recorder().hangingOn(1);
        try (LaneRig rig = new LaneRig()) {
            Lane lane = rig.open(options("a"), to);
            rig.log.put(KIND, "c");
            await().until(() -> lane.status().running() == 1);
            assertThat(lane.close(Duration.ofMillis(10))).isTrue();
            assertThat(rig.log.disk.outcomes("a")).isEmpty();
            Recorder next = new Recorder();
            rig.open(options("a"), next);
            await().until(() -> rig.log.disk.outcomes("a").size() == 1);
            assertThat(next.attempts()).containsExactly(1);
            await().until(() -> Thread.getAllStackTraces().entrySet().stream()
                    .noneMatch(t -> t.getKey().getName().startsWith("lane-worker")
                            && List.of(t.getValue()).toString().contains("Recorder")));
        }
    }

    @Test
    void closingWhileTheStoreStandsStillEndsInBoundedTime() {
        Recorder to = new Recorder();
        try (LaneRig rig = new LaneRig()) {
            Lane lane = rig.open(options("a"), to);
            rig.log.put(KIND, "c");
            await().until(() -> rig.log.disk.outcomes("a").size() == 1);
            rig.log.failing = () -> true;
            rig.log.put(KIND, "c");
            await().until(() -> lane.status().state() == LaneStatus.State.BACKING_OFF);
            assertThat(lane.close(Duration.ofMillis(10))).isTrue();
        }
    }

    @Test
    void aDeliveryThatWasParkedIsNotReadASecondTime() {
        LaneOptions.Retry hourly =
                new LaneOptions.Retry(5, Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(24), List.of());
        LaneOptions o = LaneRig.retry(options("a"), hourly);
        LaneRig rig = new LaneRig();
        // the first one holds the cursor, so that the parked rows lie past it
        rig.open(o, new Recorder().hangingOn(1).answering(d -> Recorder.failed(Failure.TRANSIENT)));
        rig.log.putAll(KIND, List.of("x", "c", "c"), 0);
        await().until(() -> rig.log.disk.parked("a").size() == 2);
        rig.crash();
        Recorder second = new Recorder();
        try (LaneRig again = rig.restarted()) {
            again.open(o, second);
            again.log.putAll(KIND, List.of("c", "d"), 0);
            await().until(() -> rig.log.disk.outcomes("a").size() == 2);
            await().until(() -> rig.log.disk.parked("a").size() == 3);
            assertThat(second.seqs()).containsExactlyInAnyOrder(1L, 5L);
            assertThat(rig.log.disk.parked("a"))
                    .extracting(Parked::seq, Parked::state)
                    .contains(org.assertj.core.groups.Tuple.tuple(4L, Parked.State.BLOCKED));
            assertThat(rig.log.disk.violations).isEmpty();
        }
    }
}
