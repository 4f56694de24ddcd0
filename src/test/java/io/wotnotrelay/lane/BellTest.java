package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.KIND;
import static io.wotnotrelay.lane.LaneRig.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class BellTest {
    @Test
    void whatIsTooMuchForTheBellIsReadFromTheLogAndThenItRingsAgain() {
        Recorder to = new Recorder();
        Recorder idle = new Recorder();
        try (LaneRig rig = new LaneRig()) {
            Lane lane = rig.open(options("a"), to);
            Lane other = rig.open(options("idle"), "status"::equals, idle);
            rig.log.putAll(KIND, Collections.nCopies(2_000, ""), 3_000);
            rig.log.putAll("status", Collections.nCopies(2_000, ""), 3_000);
            await().until(() ->
                    lane.status().delivered() == 2_000 && other.status().delivered() == 2_000);
            assertThat(rig.log.reads.get()).isPositive();
            rig.log.put(KIND, "c");
            await().until(() ->
                    lane.status().delivered() == 2_001 && other.status().cursor() == 4_001);
            assertThat(rig.log.disk.violations).isEmpty();
        }
        assertThat(to.seqs()).hasSize(2_001).doesNotHaveDuplicates();
    }

    @Test
    void aLaneOpenedWhileEventsComeMissesNone() {
        try (LaneRig rig = new LaneRig()) {
            for (int i = 0; i < 40; i++) {
                rig.log.put("k" + i, "c");
                int own = i;
                rig.open(options("lane-" + i), kind -> kind.equals("k" + own), new Recorder());
                rig.log.put("k" + i, "c");
            }
            await().until(() ->
                    rig.lanes.lanes().stream().allMatch(l -> l.status().delivered() == 2));
            await().until(() ->
                    rig.lanes.lanes().stream().allMatch(l -> l.status().cursor() == 80));
        }
    }
}
