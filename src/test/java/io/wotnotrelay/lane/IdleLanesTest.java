package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class IdleLanesTest {
    @Test
    void fiftyLanesThatWantNothingOfWhatComesAreNotWoken() {
        FakeEventLog log = new FakeEventLog();
        try (LaneRig rig = new LaneRig(log, Clock.systemUTC(), Duration.ofHours(1), LaneMeters.NONE)) {
            List<Lane> idle = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String kind = "only-" + i;
                idle.add(rig.open(options("idle-" + i), kind::equals, new Recorder()));
            }
            Recorder busy = new Recorder();
            rig.open(options("busy"), "message"::equals, busy);
            log.put("message", "c");
            await().until(() -> idle.stream().allMatch(l -> l.status().cursor() == 1));
            long before = idle.stream().mapToLong(Lane::wakeUps).sum();
            for (int i = 0; i < 300; i++) {
                log.put("message", "c" + i);
            }
            await().until(() -> busy.deliveries.size() == 301);
            await().until(() -> idle.stream().allMatch(l -> l.status().cursor() == 301));
            assertThat(idle.stream().mapToLong(Lane::wakeUps).sum() - before).isZero();
            assertThat(log.disk.lanes.get("idle-7").settlements).isZero();

            log.put("only-7", "c");
            await().until(() -> log.disk.outcomes("idle-7").size() == 1);
        }
        assertThat(log.disk.cursor("idle-3")).isEqualTo(302);
    }

    @Test
    void aCursorThatOnlyMovedAlongIsWrittenAfterAWhile() {
        try (LaneRig rig = new LaneRig()) {
            rig.open(options("idle"), "other"::equals, new Recorder());
            for (int i = 0; i < 20; i++) {
                rig.log.put("message", "c");
            }
            await().until(() -> rig.log.disk.cursor("idle") == 20);
        }
    }

    @Test
    void lanesThatKeepUpShareWhatCameAndDoNotReadTheLog() {
        try (LaneRig rig = new LaneRig()) {
            for (int i = 0; i < 5; i++) {
                rig.open(options("lane-" + i), new Recorder());
            }
            await().until(() -> rig.lanes.lanes().size() == 5);
            for (int i = 0; i < 100; i++) {
                rig.log.put("message", "c" + i);
            }
            await().until(() ->
                    rig.lanes.lanes().stream().allMatch(l -> l.status().delivered() == 100));
            assertThat(rig.log.reads).hasValue(0);
        }
    }

    @Test
    void metersHearOfRunsAndEnds() {
        List<String> heard = new CopyOnWriteArrayList<>();
        LaneMeters meters = new LaneMeters() {
            @Override
            public void ran(String lane, Failure failure, Duration took) {
                heard.add(lane + " ran " + failure + (took.isNegative() ? " wrongly" : ""));
            }

            @Override
            public void settled(String lane, Outcome.Result result) {
                heard.add(lane + " settled " + result);
            }
        };
        try (LaneRig rig = new LaneRig(new FakeEventLog(), Clock.systemUTC(), Duration.ofMillis(5), meters)) {
            rig.open(options("a"), d -> d.attempt() == 1 ? Recorder.failed(Failure.TRANSIENT) : Recorder.OK);
            rig.log.put("message", "c");
            await().until(() -> heard.size() == 3);
            assertThat(heard).containsExactly("a ran TRANSIENT", "a ran null", "a settled DELIVERED");
        }
    }
}
