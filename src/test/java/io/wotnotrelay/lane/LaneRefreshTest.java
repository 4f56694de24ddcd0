package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.NewJob;
import io.wotnotrelay.log.SeqSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What another replica writes down of a lane that runs here. */
@ExtendWith(QuietLanes.class)
class LaneRefreshTest {
    private final LaneRig rig = new LaneRig();
    private final Recorder sink = new Recorder();

    @BeforeEach
    void aLaneThatHasDeliveredThree() {
        rig.open(LaneRig.options("a"), sink);
        for (int i = 0; i < 3; i++) {
            rig.log.put(LaneRig.KIND, "c");
        }
        await().until(() -> status().delivered() == 3);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aPauseAndItsEndAreTakenUp() {
        rig.log.pause(1, true).toCompletableFuture().join();
        rig.lanes.refresh();
        assertThat(status().state()).isEqualTo(LaneStatus.State.PAUSED);

        rig.log.pause(1, false).toCompletableFuture().join();
        rig.lanes.refresh();
        assertThat(status().state()).isEqualTo(LaneStatus.State.RUNNING);
    }

    @Test
    void aJobIsServedOnceHoweverOftenItIsSeen() {
        job();
        rig.lanes.refresh();
        rig.lanes.refresh();
        await().until(() -> last().state() == Job.State.DONE);
        rig.lanes.refresh();

        assertThat(sink.seqs()).containsExactlyInAnyOrder(1L, 2L, 3L, 1L, 2L, 3L);
    }

    @Test
    void aJobThatWasCancelledElsewhereDeliversNothingMore() {
        rig.lanes.pause("a");
        job();
        rig.lanes.refresh();
        rig.log.jobs().cancel(last().id()).toCompletableFuture().join();
        rig.lanes.refresh();
        rig.lanes.resume("a");
        job();
        rig.lanes.refresh();
        await().until(() -> last().state() == Job.State.DONE);

        assertThat(sink.seqs()).as("the second job's only").hasSize(6);
    }

    private LaneStatus status() {
        return rig.lanes.lane("a").orElseThrow().status();
    }

    private Job last() {
        return rig.log.disk.jobs.jobs.lastEntry().getValue();
    }

    private void job() {
        SeqSet events = new SeqSet();
        for (long seq = 1; seq <= 3; seq++) {
            events.add(seq);
        }
        long mark = rig.log.disk.lane(1).history.size() - 1L;
        Job.Order order = new Job.Order(Job.Kind.REPLAY, "{}", true, false, 0, 1_000, rig.log.head(), mark);
        rig.log
                .jobs()
                .add(new NewJob(1, order, 3, 0, 0, events))
                .toCompletableFuture()
                .join();
    }
}
