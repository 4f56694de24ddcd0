package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.KIND;
import static io.wotnotrelay.lane.LaneRig.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.lane.Result.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten destinations on real threads, three of them bad in their own ways. */
class LaneIsolationTest {
    private static final int EVENTS = 2_000;
    private static final List<String> WELL =
            IntStream.rangeClosed(4, 10).mapToObj(n -> "well-" + n).toList();

    @Test
    void oneThatHangsOneThatFailsAndOneThatTakesTenSecondsACallDoNotHoldUpTheOtherSeven() {
        CountDownLatch end = new CountDownLatch(1);
        try (LaneRig rig = new LaneRig()) {
            LaneOptions failing = LaneRig.standing(options("fails"), Duration.ofMinutes(15), 5, Duration.ofSeconds(30));
            Lane hangs = rig.open(options("hangs"), d -> wait(end, Duration.ofDays(1)));
            Lane fails = rig.open(failing, d -> Recorder.failed(Failure.TRANSIENT));
            Lane slow = rig.open(options("slow"), d -> wait(end, Duration.ofSeconds(10)));
            WELL.forEach(name -> rig.open(options(name), new Recorder()));
            for (int i = 0; i < EVENTS / 100; i++) {
                rig.log.putAll(
                        KIND, IntStream.range(0, 100).mapToObj(n -> "c" + n).toList(), 0);
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> WELL.stream()
                            .allMatch(name -> rig.log.disk.outcomes(name).size() == EVENTS));
            assertThat(hangs.status()).returns(4, LaneStatus::running).returns(0L, LaneStatus::delivered);
            assertThat(slow.status().running()).isEqualTo(4);
            assertThat(slow.status().delivered()).isLessThan(EVENTS / 10);
            await().until(() -> fails.status().state() == LaneStatus.State.BACKING_OFF);
            assertThat(rig.log.disk.outcomes("fails")).isEmpty();
            end.countDown();
        }
    }

    private static Result wait(CountDownLatch end, Duration most) {
        try {
            end.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Recorder.OK;
    }
}
