package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.Recorder.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.NewJob;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.SeqSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a lane serves jobs beside its live events. */
@ExtendWith(QuietLanes.class)
class LaneJobTest {
    private final SteppedLane lane = new SteppedLane(1, kind -> !kind.equals("status"));
    private final Recorder sink = new Recorder();
    private final Set<Long> bad = new HashSet<>();
    private Failure failure = Failure.PERMANENT;

    LaneJobTest() {
        sink.answering(d -> d.events().stream().anyMatch(e -> bad.contains(e.seq())) ? failed(failure) : Recorder.OK);
    }

    private void open(LaneOptions options) {
        lane.open(options, sink);
    }

    private static LaneOptions options(int concurrency) {
        return LaneRig.concurrency(LaneRig.options("a"), concurrency);
    }

    private void put(int many) {
        for (int i = 0; i < many; i++) {
            lane.log.put("message", "c" + i);
        }
    }

    private void job(boolean again, boolean named, int runs, long... seqs) {
        SeqSet events = new SeqSet();
        LongStream.of(seqs).forEach(events::add);
        long mark = lane.disk.lane(1).history.size() - 1L;
        Job.Order order = new Job.Order(Job.Kind.REPLAY, "{}", again, named, runs, 1_000, lane.disk.head, mark);
        lane.add(new NewJob(1, order, events.size(), 0, 0, events));
    }

    private void again(long from, long to) {
        job(true, false, 0, LongStream.rangeClosed(from, to).toArray());
    }

    private Job job() {
        return lane.disk.jobs.jobs.lastEntry().getValue();
    }

    private List<Long> seqsSince(int deliveries) {
        return sink.seqs().subList(deliveries, sink.seqs().size());
    }

    @Test
    void aJobHasAtMostEverySecondTurnWhileLiveEventsWait() {
        open(options(1));
        put(20);
        lane.settle();
        put(10);
        again(1, 20);
        lane.settle();

        List<Long> seqs = seqsSince(20);
        assertThat(seqs).hasSize(30);
        for (int i = 0; i < 20; i++) {
            long jobs = seqs.subList(0, i + 1).stream().filter(s -> s <= 20).count();
            assertThat(jobs).as("of the first %d", i + 1).isBetween((i + 1) / 2L, (i + 2) / 2L);
        }
        assertThat(seqs.subList(20, 30)).as("then all are the job's").allMatch(s -> s <= 20);
        assertThat(job().state()).isEqualTo(Job.State.DONE);
        assertThat(job().progress().delivered()).isEqualTo(20);
    }

    @Test
    void aDeadLetterThatIsDeliveredIsNoneAnyMoreAndItsTriesGoOnCounting() {
        open(options(4));
        bad.add(2L);
        put(3);
        lane.settle();
        assertThat(lane.snapshot().dead()).isEqualTo(1);

        bad.clear();
        job(false, false, 0, 2);
        lane.settle();

        assertThat(lane.snapshot().dead()).isZero();
        assertThat(lane.disk.parked("a")).isEmpty();
        assertThat(lane.disk.outcome("a", 2).result()).isEqualTo(Outcome.Result.DELIVERED);
        assertThat(lane.disk.outcome("a", 2).attempts()).isEqualTo(2);
        assertThat(sink.deliveries.get(3).attempt()).isEqualTo(2);
    }

    @Test
    void aDeadLetterThatFailsAgainStaysOneAndIsCountedOnce() {
        open(options(4));
        bad.add(2L);
        put(3);
        lane.settle();
        job(false, false, 0, 2);
        lane.settle();

        assertThat(lane.snapshot().dead()).isEqualTo(1);
        assertThat(lane.disk.row("a", 2).state()).isEqualTo(Parked.State.DEAD);
        assertThat(lane.disk.row("a", 2).attempts()).isEqualTo(2);
        assertThat(job().progress().failed()).isEqualTo(1);
        assertThat(job().state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void whatFailsForNowIsTriedAgainWithinTheJobWhileOthersGoOn() {
        open(options(4));
        for (int i = 0; i < 2; i++) {
            lane.log.put("message", "talk");
            lane.log.put("message", "other" + i);
        }
        lane.settle();
        failure = Failure.TRANSIENT;
        bad.add(1L);
        again(1, 4);
        lane.settle();

        assertThat(seqsSince(4)).containsExactlyInAnyOrder(1L, 2L, 4L);
        assertThat(job().progress().open()).extracting(Job.Open::seq).containsExactly(1L, 3L);
        assertThat(lane.disk.parked("a")).as("it is the job's, not the lane's").isEmpty();

        bad.clear();
        lane.pass(Duration.ofSeconds(1));
        assertThat(seqsSince(7)).containsExactly(1L, 3L);
        assertThat(job().progress().delivered()).isEqualTo(4);
    }

    @Test
    void whatHasNoTriesLeftWithinTheJobIsDead() {
        open(options(4));
        put(2);
        lane.settle();
        failure = Failure.TRANSIENT;
        bad.add(1L);
        again(1, 2);
        lane.pass(Duration.ofMinutes(1));

        assertThat(job().progress().failed()).isEqualTo(1);
        assertThat(lane.disk.row("a", 1).state()).isEqualTo(Parked.State.DEAD);
        assertThat(lane.disk.row("a", 1).attempts()).isEqualTo(LaneRig.RETRY.retries() + 1);
        assertThat(lane.snapshot().dead()).isEqualTo(1);
    }

    @Test
    void aJobKeepsItsOwnRateBesideTheLanes() {
        open(options(4));
        put(6);
        lane.settle();
        job(true, false, 2, 1, 2, 3, 4, 5, 6);
        lane.settle();
        assertThat(seqsSince(6)).hasSize(2);
        put(1);
        lane.settle();
        assertThat(seqsSince(8)).as("live ones do not wait for it").containsExactly(7L);
        lane.pass(Duration.ofSeconds(5));
        assertThat(seqsSince(6)).hasSize(7);
    }

    @Test
    void aJobWaitsForALaneThatIsPaused() {
        open(options(4));
        put(2);
        lane.settle();
        lane.pause();
        again(1, 2);
        lane.pass(Duration.ofHours(1));
        assertThat(seqsSince(2)).isEmpty();
        assertThat(job().state()).isEqualTo(Job.State.QUEUED);

        lane.resume();
        lane.settle();
        assertThat(job().state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void aCancelledJobStartsNothingMoreAndTheNextOneBegins() {
        open(options(1));
        put(5);
        lane.settle();
        job(true, false, 1, 1, 2, 3, 4, 5);
        lane.settle();
        assertThat(seqsSince(5)).containsExactly(1L);
        lane.cancel(job().id());
        again(4, 4);
        lane.pass(Duration.ofHours(1));

        assertThat(seqsSince(5)).containsExactly(1L, 4L);
        assertThat(lane.disk.jobs.jobs.get(1L).state()).isEqualTo(Job.State.CANCELLED);
        assertThat(lane.disk.jobs.jobs.get(2L).state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void theSecondOfTwoEqualJobsHasNothingToDo() {
        open(options(4));
        bad.add(1L);
        put(1);
        lane.settle();
        bad.clear();
        job(false, false, 0, 1);
        job(false, false, 0, 1);
        lane.settle();

        assertThat(seqsSince(1)).containsExactly(1L);
        assertThat(job().progress().skipped()).isEqualTo(1);
        assertThat(job().state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void aJobGoesInBatchesOfItsOwn() {
        open(LaneRig.batch(options(1), 4, Duration.ofSeconds(2)));
        put(6);
        lane.pass(Duration.ofSeconds(3));
        int before = sink.deliveries.size();
        again(1, 6);
        put(4);
        lane.pass(Duration.ofSeconds(3));

        List<List<Long>> batches = sink.batches().subList(before, sink.batches().size());
        assertThat(batches)
                .containsExactlyInAnyOrder(List.of(1L, 2L, 3L, 4L), List.of(5L, 6L), List.of(7L, 8L, 9L, 10L));
    }

    @Test
    void whatTheLaneItselfIsRetryingIsLeftToIt() {
        LaneOptions.Retry slow =
                new LaneOptions.Retry(5, Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(9), List.of());
        open(LaneRig.retry(options(4), slow));
        failure = Failure.TRANSIENT;
        bad.add(1L);
        put(2);
        lane.settle();
        bad.clear();
        again(1, 2);
        lane.settle();
        assertThat(seqsSince(2)).containsExactly(2L);
        assertThat(job().progress().skipped()).isEqualTo(1);

        SeqSet first = new SeqSet();
        first.add(1);
        lane.hasten(first);
        lane.settle();
        assertThat(seqsSince(3)).as("without waiting an hour").containsExactly(1L);
        assertThat(lane.disk.parked("a")).isEmpty();
    }

    @Test
    void anEventThatIsNamedPassesSubscriptionAndFilter() {
        sink.filter = event -> event.seq() == 2 ? "no" : null;
        open(options(4));
        lane.log.put("status", "talk");
        lane.log.put("message", "talk");
        lane.settle();
        assertThat(sink.seqs()).isEmpty();
        job(false, false, 0, 2);
        lane.settle();
        assertThat(job().progress().filtered()).isEqualTo(1);
        job(false, true, 0, 1, 2);
        lane.settle();

        assertThat(sink.seqs()).containsExactly(1L, 2L);
        assertThat(job().progress().delivered()).isEqualTo(2);
    }

    @Test
    void aHeldLaneWithoutLiveEventsProbesWithTheJobsAndNothingStaysDead() {
        open(options(1));
        put(8);
        lane.settle();
        LongStream.rangeClosed(1, 8).forEach(bad::add);
        again(1, 8);
        lane.settle();
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.HELD);
        assertThat(seqsSince(8).size()).isLessThan(8);

        bad.clear();
        lane.pass(Duration.ofMinutes(11));
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.RUNNING);
        assertThat(job().state()).isEqualTo(Job.State.DONE);
        assertThat(job().progress().delivered()).isEqualTo(8);
        assertThat(job().progress().failed()).isZero();
        assertThat(lane.snapshot().dead()).isZero();
    }

    @Test
    void aKillRepeatsWhatWasInFlightAndNothingElse() {
        open(options(1));
        put(10);
        lane.settle();
        again(1, 10);
        for (int i = 0; i < 5; i++) {
            lane.turn();
            lane.runOne();
            lane.turn();
            lane.log.commitNext(10);
        }
        lane.crash();
        long written = job().progress().delivered();
        int before = sink.seqs().size();
        assertThat(written).isPositive().isLessThan(10);
        open(options(1));
        lane.settle();

        assertThat(seqsSince(before)).hasSize((int) (10 - written)).doesNotHaveDuplicates();
        assertThat(job().progress().delivered()).isEqualTo(10);
        assertThat(job().state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void whatIsNoLongerKeptIsCounted() {
        open(options(4));
        put(4);
        lane.settle();
        lane.disk.events.remove(2L);
        again(1, 4);
        lane.settle();

        assertThat(seqsSince(4)).containsExactlyInAnyOrder(1L, 3L, 4L);
        assertThat(job().progress().expired()).isEqualTo(1);
        assertThat(job().state()).isEqualTo(Job.State.DONE);
    }
}
