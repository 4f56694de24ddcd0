package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.log.Lease;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A lane that another replica has taken over. */
@ExtendWith(QuietLanes.class)
class LaneLostTest {
    private final LaneRig rig = new LaneRig();
    private final Recorder sink = new Recorder();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void itStopsWhenItsOutcomesAreRefusedAndDeliversNothingMore() {
        Lane lane = open();
        rig.log.put(LaneRig.KIND, "c");
        await().until(() -> lane.status().delivered() == 1);
        rig.log.lose();
        rig.log.put(LaneRig.KIND, "c");
        await().until(() -> lane.status().state() == LaneStatus.State.CLOSED);
        int delivered = sink.seqs().size();
        rig.log.put(LaneRig.KIND, "c");

        assertThat(lane.close(Duration.ZERO)).isTrue();
        assertThat(sink.seqs()).hasSize(delivered).doesNotContain(3L);
        assertThat(rig.log.disk.lane(1).cursor).isEqualTo(1);
    }

    @Test
    void itsReplicaMayOpenItAgain() {
        Lane lane = open();
        rig.log.lose();
        rig.log.put(LaneRig.KIND, "c");
        await().until(() -> lane.status().state() == LaneStatus.State.CLOSED);
        lane.close(Duration.ZERO);

        assertThat(open().status().state()).isEqualTo(LaneStatus.State.RUNNING);
    }

    private Lane open() {
        LaneOptions options = LaneRig.options("a");
        rig.log.lane(options.name(), options.start());
        rig.log.disk.lanes.get(options.name()).wants = LaneRig.KIND::equals;
        return rig.lanes.open(options, LaneRig.KIND::equals, sink, new Lease("lane:a", 1));
    }
}
