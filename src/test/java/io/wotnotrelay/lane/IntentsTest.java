package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.KIND;
import static io.wotnotrelay.lane.LaneRig.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.lane.Result.Delivered;
import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.StoredEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written down before it is done, and what becomes of it. */
@ExtendWith(QuietLanes.class)
class IntentsTest {
    private final Recorder to = new Recorder();
    /** Those that were with the destination while no intent of them was on disk. */
    private final List<Long> unannounced = new CopyOnWriteArrayList<>();

    private Destination wanting(LaneRig rig) {
        return new Destination() {
            @Override
            public Result deliver(Delivery delivery) {
                List<Long> known = intents(rig);
                delivery.events().stream()
                        .map(StoredEvent::seq)
                        .filter(seq -> !known.contains(seq))
                        .forEach(unannounced::add);
                return to.deliver(delivery);
            }

            @Override
            public boolean wantsIntents() {
                return true;
            }
        };
    }

    private static List<Long> intents(LaneRig rig) {
        return java.util.stream.LongStream.of(rig.log.intents(1)).boxed().toList();
    }

    private static List<String> different(int many) {
        return IntStream.range(0, many).mapToObj(n -> "c" + n).toList();
    }

    private static Outcome outcome(LaneRig rig, long seq) {
        await().until(() -> rig.log.disk.outcome("a", seq) != null);
        return rig.log.disk.outcome("a", seq);
    }

    @Test
    void anIntentIsOnDiskBeforeItsRunAndGoneWithItsOutcome() {
        try (LaneRig rig = new LaneRig()) {
            rig.open(options("a"), wanting(rig));
            rig.log.putAll(KIND, different(500), 0);
            await().until(() -> rig.log.disk.outcomes("a").size() == 500);
            assertThat(intents(rig)).isEmpty();
            assertThat(unannounced).isEmpty();
            assertThat(to.deliveries).hasSize(500).allMatch(d -> d.doubts().isEmpty());
        }
    }

    @Test
    void nothingRunsWhileTheStoreDoesNotTakeTheIntentsAndNoSlotIsLost() {
        try (LaneRig rig = new LaneRig()) {
            rig.open(options("a"), wanting(rig));
            rig.log.failing = () -> true;
            rig.log.putAll(KIND, different(20), 0);
            Lane lane = rig.lanes.lane("a").orElseThrow();
            await().until(() -> lane.status().state() == LaneStatus.State.BACKING_OFF);
            assertThat(to.deliveries).isEmpty();
            rig.log.failing = () -> false;
            await().until(() -> rig.log.disk.outcomes("a").size() == 20);
            assertThat(to.seqs()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aDestinationThatRecognisesASecondTimePaysNothing() {
        try (LaneRig rig = new LaneRig()) {
            rig.open(LaneRig.concurrency(options("a"), 1), to.hangingOn(1));
            rig.log.put(KIND, "c");
            await().until(() -> to.deliveries.size() == 1);
            assertThat(intents(rig)).isEmpty();
            assertThat(rig.log.disk.settlements()).isZero();
            to.letGo.countDown();
        }
    }

    @Test
    void aBusyLaneMakesNoMoreCommitsForIt() {
        try (LaneRig rig = new LaneRig()) {
            rig.open(LaneRig.concurrency(options("a"), 1), wanting(rig));
            rig.log.putAll(KIND, different(200), 0);
            await().until(() -> rig.log.disk.outcomes("a").size() == 200);
            // one for each outcome, one for the first intent, and what the cursor needs at the end
            assertThat(rig.log.disk.settlements()).isLessThanOrEqualTo(210);
            assertThat(unannounced).isEmpty();
        }
    }

    @Test
    void aBatchIsAnnouncedInOneCommit() {
        try (LaneRig rig = new LaneRig()) {
            rig.open(LaneRig.batch(LaneRig.concurrency(options("a"), 1), 100, Duration.ofMillis(1)), wanting(rig));
            to.hangingOn(100);
            rig.log.putAll(KIND, different(100), 0);
            await().until(() -> to.deliveries.size() == 1);
            assertThat(intents(rig)).hasSize(100);
            assertThat(rig.log.disk.settlements()).isEqualTo(1);
            to.letGo.countDown();
            await().until(() -> rig.log.disk.outcomes("a").size() == 100);
            assertThat(intents(rig)).isEmpty();
        }
    }

    @Test
    void whatWasInFlightWhenTheRelayDiedIsInDoubtAndNothingElse() {
        LaneRig rig = new LaneRig();
        rig.open(LaneRig.concurrency(options("a"), 3), wanting(rig));
        to.hangingOn(2).hangingOn(3);
        rig.log.putAll(KIND, different(3), 0);
        await().until(() -> to.deliveries.size() == 3 && rig.log.disk.outcome("a", 1) != null);
        rig.crash();
        assertThat(intents(rig)).containsExactly(2L, 3L);
        Recorder first = new Recorder();
        first.deliveries.addAll(to.deliveries);
        to.deliveries.clear();
        to.hanging.clear();
        to.answering(d -> d.events().get(0).seq() == 2 ? new Delivered(Map.of(2L, Doubt.Settled.FOUND)) : Recorder.OK);
        Counted meters = new Counted();
        try (LaneRig again =
                new LaneRig(new FakeEventLog(rig.log.disk), Clock.systemUTC(), Duration.ofMillis(5), meters)) {
            again.open(options("a"), wanting(again));
            again.log.put(KIND, "new");
            assertThat(outcome(again, 2).cause()).contains("after a crash").contains("found");
            assertThat(outcome(again, 3).cause())
                    .contains("Sent again after a crash")
                    .contains("twice");
            assertThat(outcome(again, 4).cause()).isNull();
            assertThat(intents(again)).isEmpty();
        }
        assertThat(to.deliveries)
                .allSatisfy(d -> assertThat(d.doubts().keySet())
                        .isEqualTo(
                                d.events().get(0).seq() == 4
                                        ? java.util.Set.of()
                                        : java.util.Set.of(d.events().get(0).seq())));
        assertThat(meters.doubts).containsExactlyInAnyOrder(Doubt.Settled.FOUND, Doubt.Settled.SENT_AGAIN);
    }

    private static final class Counted implements LaneMeters {
        final List<Doubt.Settled> doubts = new CopyOnWriteArrayList<>();

        @Override
        public void doubted(String lane, Doubt.Settled how) {
            doubts.add(how);
        }
    }

    @Test
    void aTryWithoutAnAnswerLeavesTheNextOneInDoubtAlsoAcrossACrash() {
        LaneRig rig = new LaneRig();
        LaneOptions hourly = LaneRig.retry(
                options("a"),
                new LaneOptions.Retry(5, Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(24), List.of()));
        to.answering(d -> d.events().get(0).seq() == 1
                ? new Failed(Failure.TRANSIENT, 0, "no answer", null, true)
                : Recorder.failed(Failure.TRANSIENT));
        rig.open(hourly, wanting(rig));
        rig.log.putAll(KIND, different(2), 0);
        await().until(() -> rig.log.disk.parked("a").size() == 2);
        assertThat(intents(rig)).as("the other one was refused: that is known").containsExactly(1L);
        rig.crash();
        to.answering(d -> Recorder.OK);
        try (LaneRig again = rig.restarted()) {
            again.open(hourly, wanting(again));
            assertThat(outcome(again, 1).cause()).as("not an hour later").contains("Sent again");
            assertThat(intents(again)).isEmpty();
        }
    }

    @Test
    void anOlderDoubtOutlivesATryWhoseEndIsKnown() {
        try (LaneRig rig = new LaneRig()) {
            List<Result> answers = new CopyOnWriteArrayList<>(List.of(
                    new Failed(Failure.TRANSIENT, 0, "no answer", null, true),
                    Recorder.failed(Failure.TRANSIENT),
                    Recorder.failed(Failure.QUOTA),
                    Recorder.OK));
            to.answering(d -> answers.remove(0));
            rig.open(options("a"), wanting(rig));
            rig.log.put(KIND, "c");
            assertThat(outcome(rig, 1).cause()).contains("Sent again after a try without an answer");
            assertThat(to.deliveries).extracting(d -> d.doubts().size()).containsExactly(0, 1, 1, 1);
        }
    }

    @Test
    void aTryThatCostsNothingLeavesNoIntent() {
        try (LaneRig rig = new LaneRig()) {
            to.answering(d -> new Failed(Failure.QUOTA, 429, "busy", Duration.ofMinutes(1)));
            rig.open(
                    LaneRig.retry(
                            options("a"),
                            new LaneOptions.Retry(
                                    5, Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(24), List.of())),
                    wanting(rig));
            rig.log.put(KIND, "c");
            await().until(() -> to.deliveries.size() == 1 && intents(rig).isEmpty());
            assertThat(rig.log.disk.parked("a")).isEmpty();
        }
    }

    @Test
    void whatWasAnnouncedAndDoesNotBeginBecauseOfAPauseIsNotInDoubt() {
        try (LaneRig rig = new LaneRig()) {
            Lane lane = rig.open(options("a"), wanting(rig));
            rig.log.hold();
            Thread put = new Thread(() -> rig.log.putAll(KIND, Collections.nCopies(1, "c"), 0));
            put.start();
            rig.log.open();
            await().until(() -> !put.isAlive());
            assertThat(outcome(rig, 1)).isNotNull();
            rig.log.hold();
            Thread second = new Thread(() -> rig.log.put(KIND, "d"));
            second.start();
            rig.log.release(1);
            await().until(() -> lane.status().running() == 1);
            lane.pause();
            rig.log.open();
            await().until(() -> lane.status().running() == 0);
            await().until(() -> intents(rig).isEmpty());
            assertThat(to.deliveries).hasSize(1);
            lane.resume();
            assertThat(outcome(rig, 2).cause()).isNull();
        }
    }

    @Test
    void anOrderlyStopLeavesNothingInDoubt() {
        try (LaneRig rig = new LaneRig()) {
            Lane lane = rig.open(LaneRig.concurrency(options("a"), 8), wanting(rig));
            rig.log.putAll(KIND, different(3_000), 0);
            await().until(() -> rig.log.disk.outcomes("a").size() > 100);
            assertThat(lane.close(Duration.ofSeconds(30))).isTrue();
            assertThat(intents(rig)).isEmpty();
        }
    }

    @Test
    void intentsThatMeanNothingAnyMoreGoAway() {
        LaneRig rig = new LaneRig();
        rig.open(options("a"), wanting(rig));
        rig.log.putAll(KIND, different(3), 0);
        await().until(() -> rig.log.disk.outcomes("a").size() == 3);
        rig.crash();
        rig.log.disk.lanes.get("a").intents.add(2L);
        try (LaneRig again = rig.restarted()) {
            again.open(options("a"), wanting(again));
            await().until(() -> intents(again).isEmpty());
            assertThat(to.deliveries).hasSize(3);
        }
    }
}
