package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.KIND;
import static io.wotnotrelay.lane.LaneRig.options;
import static io.wotnotrelay.lane.LaneRig.rate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanePaceTest {
    private static final List<String> TWENTY =
            IntStream.range(0, 20).mapToObj(n -> "c" + n).toList();

    @Test
    void noMoreRunsThanTheRateAllowsInAnyPeriod() {
        Pace pace = new Pace(new LaneOptions.Rate(3, Duration.ofNanos(100)));
        long[] at = new long[30];
        long now = 5;
        for (int i = 0; i < at.length; i++) {
            now = Math.max(now + i % 3, pace.next(now + i % 3));
            pace.take(now);
            at[i] = now;
        }
        for (int i = 3; i < at.length; i++) {
            assertThat(at[i] - at[i - 3]).isGreaterThanOrEqualTo(100);
        }
        assertThat(at[29]).isLessThan(5 + 10 * 104);
    }

    @Test
    void aTokenGivenBackMayBeTakenAgain() {
        Pace pace = new Pace(new LaneOptions.Rate(1, Duration.ofNanos(100)));
        pace.take(7);
        assertThat(pace.next(8)).isEqualTo(107);
        pace.giveBack(7);
        assertThat(pace.next(8)).isEqualTo(8);
    }

    @Test
    void theLaneRunsAtItsRateAndThenGoesOn() {
        ConcurrentLinkedQueue<Long> starts = new ConcurrentLinkedQueue<>();
        try (LaneRig rig = new LaneRig()) {
            rig.open(rate(options("a"), 5, Duration.ofMillis(100)), d -> {
                starts.add(System.nanoTime());
                return Recorder.OK;
            });
            rig.log.putAll(KIND, TWENTY, 0);
            await().until(() -> rig.log.disk.outcomes("a").size() == 20);
        }
        List<Long> sorted = starts.stream().sorted().toList();
        // twenty runs, five at a time: three whole periods lie between the first and the last
        assertThat(sorted.get(19) - sorted.get(0)).isGreaterThan(200_000_000L);
    }

    @Test
    void whatTheFilterLeavesOutCostsNoToken() {
        Recorder to = new Recorder();
        to.filter = e -> e.seq() < 20 ? "too early" : null;
        try (LaneRig rig = new LaneRig()) {
            rig.open(rate(options("a"), 1, Duration.ofHours(1)), to);
            rig.log.putAll(KIND, TWENTY, 0);
            await().until(() -> rig.log.disk.outcomes("a").size() == 20);
        }
        assertThat(to.seqs()).containsExactly(20L);
    }

    @Test
    void aLaneWithoutARateIsNotHeld() {
        Pace pace = new Pace(null);
        Collections.nCopies(1000, 1L).forEach(pace::take);
        assertThat(pace.next(1)).isEqualTo(1);
    }
}
