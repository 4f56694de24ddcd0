package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.KIND;
import static io.wotnotrelay.lane.LaneRig.batch;
import static io.wotnotrelay.lane.LaneRig.concurrency;
import static io.wotnotrelay.lane.LaneRig.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneBatchTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(20);

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

    private static List<Long> seqs(int from, int to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private void awaitSettled(int many) {
        await().until(() -> rig.log.disk.outcomes("a").size() == many);
    }

    @Test
    void aFullBatchRunsAtOnceAndTheRestWaits() {
        Lane lane = rig.open(batch(options("a"), 100, HOUR), to);
        rig.log.putAll(KIND, different(250), 0);
        awaitSettled(200);
        assertThat(to.batches()).containsExactlyInAnyOrder(seqs(1, 100), seqs(101, 200));
        assertThat(to.deliveries).allMatch(Delivery::batch);
        await().until(() -> lane.status().waiting() == 50);
        assertThat(lane.status().running()).isZero();
    }

    @Test
    void aBatchThatIsNotFullRunsWhenItsTimeIsUp() {
        rig.open(batch(options("a"), 100, SOON), to);
        rig.log.putAll(KIND, different(3), 0);
        awaitSettled(3);
        assertThat(to.seqs()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void eventsOfOneConversationGoInOneBatchInOrder() {
        rig.open(batch(options("a"), 100, HOUR), to);
        rig.log.putAll(KIND, Collections.nCopies(100, "c"), 0);
        awaitSettled(100);
        assertThat(to.batches()).containsExactly(seqs(1, 100));
    }

    @Test
    void theBadEventOfABatchIsFoundByHalvingAndTheOthersGoOnInOrder() {
        to.answering(d ->
                d.events().stream().anyMatch(e -> e.seq() == 37) ? Recorder.failed(Failure.PERMANENT) : Recorder.OK);
        rig.open(concurrency(batch(options("a"), 64, HOUR), 1), to);
        rig.log.putAll(KIND, Collections.nCopies(64, "c"), 0);
        awaitSettled(64);
        assertThat(rig.log.disk.outcomes("a").stream()
                        .filter(o -> o.result() == Outcome.Result.DEAD)
                        .map(Outcome::seq)
                        .toList())
                .containsExactly(37L);
        assertThat(rig.log.disk.outcomes("a")).allMatch(o -> o.attempts() == 1);
        List<Long> good = to.deliveries.stream()
                .filter(d -> d.events().stream().noneMatch(e -> e.seq() == 37))
                .flatMap(d -> d.events().stream())
                .map(e -> e.seq())
                .toList();
        assertThat(good).isSorted().hasSize(63);
        assertThat(to.deliveries).hasSizeLessThan(20);
    }

    @Test
    void everyBadEventOfABatchIsFound() {
        to.answering(d -> {
            if (d.events().stream().anyMatch(e -> e.seq() % 5 == 0)) {
                throw new IllegalStateException("poison");
            }
            return Recorder.OK;
        });
        rig.open(batch(options("a"), 30, SOON), to);
        rig.log.putAll(KIND, different(60), 0);
        awaitSettled(60);
        assertThat(rig.log.disk.outcomes("a")).allMatch(o -> (o.result() == Outcome.Result.DEAD) == (o.seq() % 5 == 0));
    }

    @Test
    void aTransientFailureOfABatchIsOfAllItsEventsAndTheyGoTogetherAgain() {
        AtomicInteger runs = new AtomicInteger();
        to.answering(d -> runs.getAndIncrement() == 0 ? Recorder.failed(Failure.TRANSIENT) : Recorder.OK);
        rig.open(batch(options("a"), 4, SOON), to);
        rig.log.putAll(KIND, List.of("c", "c", "d", "e"), 0);
        awaitSettled(4);
        assertThat(to.batches()).containsExactly(seqs(1, 4), seqs(1, 4));
        assertThat(to.attempts()).containsExactly(1, 2);
        assertThat(rig.log.disk.outcomes("a")).allMatch(o -> o.attempts() == 2);
    }

    @Test
    void aFailedBatchIsParkedWholeAndWhatIsBehindItBlocked() {
        to.answering(d -> Recorder.failed(Failure.TRANSIENT));
        LaneOptions.Retry hourly = new LaneOptions.Retry(5, HOUR, HOUR, HOUR.multipliedBy(9), List.of());
        rig.open(LaneRig.retry(batch(options("a"), 2, SOON), hourly), to);
        rig.log.putAll(KIND, List.of("c", "c", "c"), 0);
        await().until(() -> rig.log.disk.parked("a").size() == 3);
        assertThat(rig.log.disk.parked("a"))
                .extracting(Parked::state)
                .containsExactly(Parked.State.RETRYING, Parked.State.RETRYING, Parked.State.BLOCKED);
    }

    @Test
    void whatTheFilterLeavesOutDoesNotThinTheBatches() {
        to.filter = e -> e.seq() % 10 == 0 ? null : "not a tenth";
        rig.open(batch(options("a"), 10, HOUR), to);
        rig.log.putAll(KIND, different(100), 0);
        awaitSettled(100);
        assertThat(to.batches()).hasSize(1).allMatch(b -> b.size() == 10);
    }
}
