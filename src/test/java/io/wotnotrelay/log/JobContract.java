package io.wotnotrelay.log;

import static io.wotnotrelay.log.Items.append;
import static io.wotnotrelay.log.Items.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.log.EventLog.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every event log remembers of jobs, and finds for them. */
public abstract class JobContract extends OutcomeContract {
    private static SeqSet seqs(long... seqs) {
        SeqSet set = new SeqSet();
        for (long seq : seqs) {
            set.add(seq);
        }
        return set;
    }

    private Job add(LaneRecord lane, long... seqs) {
        Job.Order order = new Job.Order(Job.Kind.BACKFILL, "{\"from\":\"beginning\"}", true, false, 60, 1_000, 9, 7);
        return await(log.jobs().add(new NewJob(lane.id(), order, 10, 3, 2, seqs(seqs))));
    }

    private void progress(LaneRecord lane, Job job, Job.State state, Job.Progress progress, Outcome... outcomes) {
        JobProgress done = new JobProgress(job.id(), state, null, progress);
        await(log.settle(new Settlement(
                lane.id(),
                0,
                List.of(outcomes),
                List.of(),
                List.of(),
                List.of(),
                null,
                Settlement.Intents.NONE,
                done)));
    }

    private static Job.Progress progress(long delivered, Job.Open... open) {
        return new Job.Progress(5, delivered, 3, 1, 1, 1, 2, List.of(open));
    }

    private static List<Long> all(SeqSet set) {
        List<Long> seqs = new ArrayList<>();
        for (long seq = set.after(0); seq > 0; seq = set.after(seq)) {
            seqs.add(seq);
        }
        return seqs;
    }

    @Test
    void aJobIsRememberedAsItWasAskedAndWaitsForItsLane() {
        LaneRecord lane = log.lane("mail", new Start.Now());
        Job job = add(lane, 4, 9, 70_000);

        assertThat(log.jobs().find(job.id())).contains(job);
        assertThat(job.state()).isEqualTo(Job.State.QUEUED);
        assertThat(job.order().asked()).isEqualTo("{\"from\":\"beginning\"}");
        assertThat(job.progress()).isEqualTo(new Job.Progress(0, 0, 3, 0, 0, 0, 2, List.of()));
        assertThat(all(log.jobs().events(job.id()))).containsExactly(4L, 9L, 70_000L);
        assertThat(log.jobs().unfinished(lane.id())).containsExactly(job);
        assertThat(log.jobs().unfinished(99)).isEmpty();
        assertThat(log.jobs().find(99)).isEmpty();
    }

    @Test
    void aJobOfNothingIsDoneAtOnce() {
        Job job = add(log.lane("mail", new Start.Now()));

        assertThat(job.state()).isEqualTo(Job.State.DONE);
        assertThat(job.endedAt()).isEqualTo(job.createdAt()).isPositive();
        assertThat(log.jobs().unfinished(job.lane())).isEmpty();
    }

    @Test
    void progressIsWrittenWithTheOutcomesOfIt() {
        LaneRecord lane = log.lane("mail", new Start.Now());
        Job job = add(lane, 4, 9);
        Job.Open open = new Job.Open(9, 2, 1_700_000_000_000L, 77);
        progress(
                lane,
                job,
                Job.State.RUNNING,
                progress(1, open),
                new Outcome(4, Outcome.Result.DELIVERED, 0, 1, 1, null));

        Job running = log.jobs().find(job.id()).orElseThrow();
        assertThat(running.state()).isEqualTo(Job.State.RUNNING);
        assertThat(running.startedAt()).isPositive();
        assertThat(running.progress()).isEqualTo(progress(1, open));
        assertThat(log.outcomes(lane.id(), 4, 4)).hasSize(1);

        progress(lane, job, Job.State.DONE, progress(2));
        Job done = log.jobs().find(job.id()).orElseThrow();
        assertThat(done.state()).isEqualTo(Job.State.DONE);
        assertThat(done.endedAt()).isPositive();
        assertThat(log.jobs().events(job.id()).isEmpty()).isTrue();
    }

    @Test
    void progressOfWhatIsRefusedIsNotWrittenEither() {
        LaneRecord lane = log.lane("mail", new Start.Now());
        Job job = add(lane, 4);
        JobProgress done = new JobProgress(job.id(), Job.State.DONE, null, progress(1));

        assertThatThrownBy(() -> await(log.settle(new Settlement(
                        99, 0, List.of(), List.of(), List.of(), List.of(), null, Settlement.Intents.NONE, done))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log.jobs().find(job.id())).contains(job);
    }

    @Test
    void aCancelledJobStaysThatAndCountsWhatRan() {
        LaneRecord lane = log.lane("mail", new Start.Now());
        Job job = add(lane, 4);
        await(log.jobs().cancel(job.id()));
        progress(lane, job, Job.State.RUNNING, progress(1));

        Job cancelled = log.jobs().find(job.id()).orElseThrow();
        assertThat(cancelled.state()).isEqualTo(Job.State.CANCELLED);
        assertThat(cancelled.endedAt()).isPositive();
        assertThat(cancelled.progress().delivered()).isEqualTo(1);
        assertThat(log.jobs().unfinished(lane.id())).isEmpty();
        assertThatThrownBy(() -> await(log.jobs().cancel(job.id()))).hasMessageContaining("no job " + job.id());
    }

    @Test
    void jobsAreListedNewestFirstPageByPage() {
        LaneRecord lane = log.lane("mail", new Start.Now());
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, add(lane, 4).id());
        }

        List<Job> first = log.jobs().latest(Long.MAX_VALUE, 3);
        List<Job> second = log.jobs().latest(first.get(2).id(), 3);
        assertThat(first).extracting(Job::id).isEqualTo(ids.subList(0, 3));
        assertThat(second).extracting(Job::id).isEqualTo(ids.subList(3, 5));
    }

    @Test
    void theJobsOfAForgottenLaneAreGone() {
        Job job = add(log.lane("mail", new Start.Now()), 4);
        await(log.forget(job.lane()));

        assertThat(log.jobs().find(job.id())).isEmpty();
        assertThat(log.jobs().events(job.id()).isEmpty()).isTrue();
    }

    @Test
    void onlyTheLatestOfThoseThatEndedAreRemembered() {
        LaneRecord lane = log.lane("mail", new Start.Now());
        Job waiting = add(lane, 4);
        Job oldest = add(lane);
        for (int i = 0; i < JobLog.REMEMBERED; i++) {
            add(lane);
        }

        assertThat(log.jobs().find(oldest.id())).isEmpty();
        assertThat(log.jobs().find(oldest.id() + 1)).isPresent();
        assertThat(log.jobs().find(waiting.id())).contains(waiting);
    }

    @Test
    void theKindsOfEventsAreToldWithoutTheirBodies() {
        append(log, "a", "b", "c");

        Map<String, SeqSet> kinds = log.kinds(2, 3);
        assertThat(kinds).hasSize(1);
        assertThat(kinds.values()).allSatisfy(set -> assertThat(all(set)).containsExactly(2L, 3L));
        assertThat(log.kinds(4, 9)).isEmpty();
    }

    @Test
    void aTimeIsAPlaceInTheLog() {
        append(log, "a", "b");
        long received = log.find(1).orElseThrow().receivedAt();

        assertThat(log.before(received)).isZero();
        assertThat(log.before(received + 1_000_000_000)).isEqualTo(2);
    }
}
