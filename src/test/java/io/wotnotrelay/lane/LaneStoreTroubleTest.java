package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.KIND;
import static io.wotnotrelay.lane.LaneRig.concurrency;
import static io.wotnotrelay.lane.LaneRig.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.log.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneStoreTroubleTest {
    private final LaneRig rig = new LaneRig();
    private final Recorder to = new Recorder();

    @AfterEach
    void close() {
        rig.close();
        assertThat(rig.log.disk.violations).isEmpty();
    }

    private static List<String> different(int many) {
        return IntStream.range(0, many).mapToObj(n -> "c" + n).toList();
    }

    @Test
    void whatCannotBeWrittenIsKeptAndNothingRunsAheadOfIt() {
        Lane lane = rig.open(concurrency(options("a"), 3), to);
        rig.log.failing = () -> true;
        rig.log.putAll(KIND, different(50), 0);
        await().until(() -> lane.status().state() == LaneStatus.State.BACKING_OFF && to.deliveries.size() == 3);
        assertThat(lane.status().cause()).contains("store", "The disk is full.");
        rig.log.failing = () -> false;
        await().until(() -> rig.log.disk.outcomes("a").size() == 50);
        assertThat(to.seqs()).hasSize(50).doesNotHaveDuplicates();
        await().until(() -> lane.status().state() == LaneStatus.State.RUNNING);
    }

    @Test
    void aLogThatCannotBeReadIsReadLater() {
        rig.log.unreadable = true;
        Recorder block = new Recorder().hangingOn(1);
        Lane lane = rig.open(concurrency(options("a"), 1), block);
        rig.log.putAll(KIND, List.of("c", "c"), 0);
        await().until(() -> lane.status().running() == 1);
        block.letGo.countDown();
        // the second one's event has to be fetched
        await().until(() -> lane.status().state() == LaneStatus.State.BACKING_OFF);
        assertThat(lane.status().cause()).contains("Event 2 cannot be read", "The disk cannot be read.");
        rig.log.unreadable = false;
        await().until(() -> rig.log.disk.outcomes("a").size() == 2);
        assertThat(rig.log.disk.outcomes("a")).allMatch(o -> o.result() == Outcome.Result.DELIVERED);
        assertThat(block.seqs()).containsExactly(1L, 2L);
    }

    @Test
    void aLaneThatIsBehindWaitsForAnUnreadableLog() {
        rig.log.putAll(KIND, different(3), 0);
        try (LaneRig later = rig.restarted()) {
            later.log.unreadable = true;
            Lane lane = later.open(options("a"), to);
            await().until(() -> lane.status().state() == LaneStatus.State.BACKING_OFF);
            assertThat(lane.status().cause()).contains("The log cannot be read");
            later.log.unreadable = false;
            await().until(() -> rig.log.disk.outcomes("a").size() == 3);
        }
    }
}
