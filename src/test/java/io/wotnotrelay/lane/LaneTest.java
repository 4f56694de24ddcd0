package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.KIND;
import static io.wotnotrelay.lane.LaneRig.concurrency;
import static io.wotnotrelay.lane.LaneRig.options;
import static io.wotnotrelay.lane.LaneRig.unordered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final LaneRig rig = new LaneRig();
    private final Recorder to = new Recorder();

    @AfterEach
    void close() {
        rig.close();
        assertThat(rig.log.disk.violations).isEmpty();
    }

    private void awaitSettled(String lane, int many) {
        await().until(() -> rig.log.disk.outcomes(lane).size() == many);
    }

    @Test
    void anEventIsDeliveredOnceAndItsOutcomeIsOnDisk() {
        rig.open(options("a"), to);
        long seq = rig.log.put(KIND, "c1");
        awaitSettled("a", 1);
        assertThat(to.seqs()).containsExactly(seq);
        Outcome outcome = rig.log.disk.outcome("a", seq);
        assertThat(outcome.result()).isEqualTo(Outcome.Result.DELIVERED);
        assertThat(outcome.attempts()).isEqualTo(1);
        assertThat(outcome.cause()).isNull();
        await().until(() -> rig.log.disk.cursor("a") == seq);
        assertThat(to.deliveries.get(0).destination()).isEqualTo("a");
        assertThat(to.deliveries.get(0).batch()).isFalse();
    }

    @Test
    void aLaneGetsOnlyWhatItSubscribedTo() {
        rig.open(options("a"), to);
        rig.log.put("status", "c1");
        long wanted = rig.log.put(KIND, "c1");
        long last = rig.log.put("status", "c1");
        awaitSettled("a", 1);
        await().until(() -> rig.log.disk.cursor("a") == last);
        assertThat(to.seqs()).containsExactly(wanted);
    }

    @Test
    void aLaneBornNowGetsNothingFromBeforeItsBirth() {
        rig.log.put(KIND, "c1");
        LaneOptions o = options("a");
        rig.open(LaneRig.start(o, new EventLog.Start.Now()), to);
        long after = rig.log.put(KIND, "c1");
        awaitSettled("a", 1);
        assertThat(to.seqs()).containsExactly(after);
    }

    @Test
    void aBacklogLongerThanThePagesAndTheWindowIsDeliveredInOrder() {
        for (int i = 0; i < 30; i++) {
            rig.log.putAll(
                    KIND, IntStream.range(0, 1000).mapToObj(n -> "c" + n % 7).toList(), 0);
        }
        rig.open(options("a"), to);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rig.log.disk.outcomes("a").size() == 30_000);
        for (int c = 0; c < 7; c++) {
            String key = "c" + c;
            assertThat(to.deliveries.stream()
                            .map(d -> d.events().get(0))
                            .filter(e -> FakeEventLog.conversation(e).equals(key))
                            .map(e -> e.seq())
                            .toList())
                    .isSorted();
        }
    }

    @Test
    void theNextEventOfAConversationStartsOnlyAfterTheCommitOfTheOneBefore() {
        Lane lane = rig.open(options("a"), to);
        to.hangingOn(1);
        rig.log.putAll(KIND, List.of("c1", "c1", "other"), 0);
        awaitSettled("a", 1);
        rig.log.hold();
        to.letGo.countDown();
        await().until(() -> lane.status().running() == 0);
        assertThat(to.seqs()).containsExactlyInAnyOrder(1L, 3L);
        rig.log.open();
        awaitSettled("a", 3);
        assertThat(to.seqs()).endsWith(2L);
    }

    @Test
    void eventsWithoutAConversationWaitForNobody() {
        rig.open(options("a"), to.hangingOn(1));
        rig.log.putAll(KIND, List.of("", " ", ""), 0);
        awaitSettled("a", 2);
        assertThat(to.seqs()).contains(1L, 2L, 3L);
    }

    @Test
    void aLaneWithoutOrderRunsEventsOfAConversationSideBySide() {
        rig.open(unordered(options("a")), to.hangingOn(1));
        rig.log.putAll(KIND, List.of("c1", "c1"), 0);
        awaitSettled("a", 1);
        assertThat(rig.log.disk.outcome("a", 2)).isNotNull();
    }

    @Test
    void noMoreRunsAtOnceThanItsConcurrency() {
        Lane lane = rig.open(concurrency(options("a"), 3), to);
        IntStream.rangeClosed(1, 3).forEach(n -> to.hangingOn(n));
        rig.log.putAll(KIND, List.of("c1", "c2", "c3", "c4", "c5"), 0);
        await().until(() -> lane.status().running() == 3);
        assertThat(to.seqs()).containsExactlyInAnyOrder(1L, 2L, 3L);
        to.letGo.countDown();
        awaitSettled("a", 5);
    }

    @Test
    void whatTheFilterLeavesOutEndsFilteredWithItsCauseAndWithoutARun() {
        to.filter = e -> e.seq() == 1 ? "${body.text} == 'x' is false\nfor \u001b[2Jy" : null;
        Lane lane = rig.open(options("a"), to);
        rig.log.putAll(KIND, List.of("c1", "c1"), 0);
        awaitSettled("a", 2);
        assertThat(to.seqs()).containsExactly(2L);
        Outcome out = rig.log.disk.outcome("a", 1);
        assertThat(out.result()).isEqualTo(Outcome.Result.FILTERED);
        assertThat(out.attempts()).isZero();
        assertThat(out.cause()).isEqualTo("${body.text} == 'x' is false\\nfor \\u001b[2Jy");
        await().until(() -> lane.status().filtered() == 1);
    }

    @Test
    void aFilterThatThrowsMakesADeadLetterOfThatEventAlone() {
        to.filter = e -> {
            if (e.seq() == 1) {
                throw new IllegalArgumentException("no such field");
            }
            return null;
        };
        rig.open(options("a"), to);
        rig.log.putAll(KIND, List.of("c1", "c1"), 0);
        awaitSettled("a", 2);
        assertThat(rig.log.disk.outcome("a", 1).result()).isEqualTo(Outcome.Result.DEAD);
        assertThat(rig.log.disk.outcome("a", 1).cause()).contains("filter", "no such field");
        assertThat(rig.log.disk.outcome("a", 2).result()).isEqualTo(Outcome.Result.DELIVERED);
    }

    @Test
    void aPoisonEventIsADeadLetterWithItsCauseAndTheNextOneGoesOn() {
        to.answering(d -> {
            if (d.events().get(0).seq() == 1) {
                throw new StackOverflowError("deep");
            }
            return d.events().get(0).seq() == 2 ? null : Recorder.OK;
        });
        Lane lane = rig.open(options("a"), to);
        rig.log.putAll(KIND, List.of("c1", "c1", "c1"), 0);
        awaitSettled("a", 3);
        Outcome dead = rig.log.disk.outcome("a", 1);
        assertThat(dead.result()).isEqualTo(Outcome.Result.DEAD);
        assertThat(dead.cause()).isEqualTo("java.lang.StackOverflowError: deep");
        assertThat(rig.log.disk.outcome("a", 2).cause()).isEqualTo("The destination gave no result.");
        assertThat(rig.log.disk.parked("a")).extracting(p -> p.seq()).containsExactly(1L, 2L);
        assertThat(rig.log.disk.outcome("a", 3).result()).isEqualTo(Outcome.Result.DELIVERED);
        await().until(() -> lane.status().dead() == 2);
    }

    @Test
    void aPermanentFailureIsADeadLetterAtOnceWithItsCode() {
        to.answering(d -> new Result.Failed(Failure.PERMANENT, 422, "no such list", null));
        rig.open(options("a"), to);
        rig.log.put(KIND, "c1");
        awaitSettled("a", 1);
        assertThat(rig.log.disk.outcome("a", 1).code()).isEqualTo(422);
        assertThat(rig.log.disk.parked("a").get(0).cause()).isEqualTo("no such list");
        assertThat(to.deliveries).hasSize(1);
    }

    @Test
    void anEventNoLongerKeptExpiresAndHoldsUpNobody() {
        to.hangingOn(1);
        rig.open(options("a"), to);
        rig.log.putAll(KIND, List.of("c1", "c1", "c1"), 0);
        await().until(() -> to.seqs().contains(1L));
        rig.log.disk.events.remove(2L);
        to.letGo.countDown();
        awaitSettled("a", 3);
        assertThat(rig.log.disk.outcome("a", 2).result()).isEqualTo(Outcome.Result.EXPIRED);
        assertThat(rig.log.disk.outcome("a", 2).cause()).contains("Event 2");
        assertThat(to.seqs()).containsExactly(1L, 3L);
    }

    @Test
    void aBacklogThatWasPrunedIsPassedAndNewEventsGoOn() {
        rig.log.putAll(KIND, List.of("c1", "c1", "c1"), 0);
        rig.log.prune(3);
        try (LaneRig later = rig.restarted()) {
            later.open(options("a"), to);
            await().until(() -> rig.log.disk.cursor("a") == 3);
            later.log.put(KIND, "c1");
            awaitSettled("a", 1);
            assertThat(to.seqs()).containsExactly(4L);
        }
    }

    @Test
    void aPausedLaneStandsStillAndGoesOnWhereItStopped() {
        Lane lane = rig.open(options("a"), to);
        rig.log.put(KIND, "c1");
        awaitSettled("a", 1);
        await().until(() -> lane.status().cursor() == 1);
        rig.lanes.pause("a");
        rig.log.put("status", "c1");
        long seq = rig.log.put(KIND, "c1");
        // another lane has had it: this one would have, too
        Recorder other = new Recorder();
        rig.open(options("b"), other);
        awaitSettled("b", 2);
        LaneStatus status = lane.status();
        assertThat(status.state()).isEqualTo(LaneStatus.State.PAUSED);
        assertThat(status.cursor()).isEqualTo(1);
        assertThat(status.waiting()).isEqualTo(2);
        assertThat(status.oldestReceivedAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_002L));
        assertThat(to.deliveries).hasSize(1);
        rig.lanes.resume("a");
        awaitSettled("a", 2);
        assertThat(to.seqs()).containsExactly(1L, seq);
    }

    @Test
    void aPauseIsWrittenDownAndOutlivesARestart() {
        rig.open(options("a"), to);
        rig.lanes.pause("a");
        rig.crash();
        try (LaneRig later = rig.restarted()) {
            Lane lane = later.open(options("a"), to);
            Recorder other = new Recorder();
            later.open(options("b"), other);
            later.log.put(KIND, "c1");
            awaitSettled("b", 1);
            assertThat(lane.status().state()).isEqualTo(LaneStatus.State.PAUSED);
            assertThat(to.deliveries).isEmpty();
            later.lanes.resume("a");
            awaitSettled("a", 1);
            assertThat(rig.log.disk.lanes.get("a").paused).isFalse();
        }
    }

    @Test
    void aPauseThatCannotBeWrittenDownIsNone() {
        Lane lane = rig.open(options("a"), to);
        rig.log.failing = () -> true;
        assertThatThrownBy(() -> rig.lanes.pause("a")).hasMessageContaining("The disk is full.");
        rig.log.failing = () -> false;
        rig.log.put(KIND, "c1");
        awaitSettled("a", 1);
        assertThat(lane.status().state()).isEqualTo(LaneStatus.State.RUNNING);
    }

    @Test
    void aLaneThatIsNotOpenIsMissingAndCanBePaused() {
        rig.open(options("a"), to.answering(d -> Recorder.failed(Failure.PERMANENT)));
        rig.log.put(KIND, "c1");
        awaitSettled("a", 1);
        await().until(() -> rig.log.disk.cursor("a") == 1);
        rig.lanes.lane("a").orElseThrow().close(Duration.ofSeconds(5));
        rig.log.putAll(KIND, List.of("c1", "c2"), 0);
        rig.open(options("b"), new Recorder());
        awaitSettled("b", 3);
        rig.lanes.pause("a");
        assertThat(rig.log.disk.lanes.get("a").paused).isTrue();
        assertThat(rig.lanes.statuses()).extracting(LaneStatus::name).containsExactly("a", "b");
        assertThat(rig.lanes.statuses().get(0))
                .returns(LaneStatus.State.MISSING, LaneStatus::state)
                .returns(2L, LaneStatus::waiting)
                .returns(1L, LaneStatus::dead);
        assertThat(rig.lanes.statuses().get(1)).returns(LaneStatus.State.RUNNING, LaneStatus::state);
        assertThatThrownBy(() -> rig.lanes.pause("c")).hasMessage("There is no destination named c.");
    }

    @Test
    void oneHangingDestinationIsNotNoticedByTheOthers() {
        rig.open(options("a"), to.hangingOn(1).hangingOn(2).hangingOn(3).hangingOn(4));
        Recorder other = new Recorder();
        rig.open(options("b"), other);
        rig.log.putAll(KIND, IntStream.range(0, 500).mapToObj(n -> "c" + n).toList(), 0);
        awaitSettled("b", 500);
        assertThat(rig.log.disk.outcomes("a")).isEmpty();
    }

    @Test
    void statusCountsWhatWaitsRunsAndEnded() {
        Lane lane = rig.open(concurrency(options("a"), 1), to.hangingOn(2));
        rig.log.putAll(KIND, List.of("c1", "c2", "c2", "c3"), 0);
        awaitSettled("a", 1);
        await().untilAsserted(() -> assertThat(lane.status())
                .returns(1L, LaneStatus::delivered)
                .returns(1L, LaneStatus::cursor)
                .returns(3L, LaneStatus::waiting)
                .returns(1, LaneStatus::running)
                .returns(Instant.ofEpochMilli(1_700_000_000_002L), LaneStatus::oldestReceivedAt)
                .returns(LaneStatus.State.RUNNING, LaneStatus::state));
        to.letGo.countDown();
        await().untilAsserted(() -> assertThat(lane.status())
                .returns(4L, LaneStatus::delivered)
                .returns(0L, LaneStatus::waiting)
                .returns(null, LaneStatus::oldestReceivedAt));
    }

    @Test
    void aLaneThatIsOpenIsNotOpenedTwice() {
        Lane lane = rig.open(options("a"), to);
        assertThatThrownBy(() -> rig.open(options("a"), to)).hasMessageContaining("Lane a is open already");
        lane.close(Duration.ofSeconds(5));
        assertThat(lane.status().state()).isEqualTo(LaneStatus.State.CLOSED);
        Lane again = rig.open(options("a"), to);
        lane.close(Duration.ofSeconds(5));
        assertThat(rig.lanes.lane("a")).contains(again);
    }

    @Test
    void aCursorPastTheEndOfTheLogStopsTheOpeningWithASentence() {
        rig.log.lane("a", new EventLog.Start.Beginning());
        rig.log.disk.lanes.get("a").cursor = 7;
        assertThatThrownBy(() -> rig.open(options("a"), to)).hasMessageContaining("lane a is at 7");
        rig.log.disk.lanes.get("a").cursor = 0;
    }
}
