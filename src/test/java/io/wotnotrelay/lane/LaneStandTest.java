package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a lane stands still, what that costs the events (nothing), and when it goes on. */
@ExtendWith(QuietLanes.class)
class LaneStandTest {
    private static final Duration HALF_MINUTE = Duration.ofSeconds(30);
    private static final LaneOptions.Retry RETRY =
            new LaneOptions.Retry(12, HALF_MINUTE, Duration.ofHours(4), Duration.ofHours(24), List.of());

    private final SteppedLane lane = new SteppedLane(1, LaneRig.KIND::equals);
    private final Recorder to = new Recorder();
    private final List<Long> probedAt = new ArrayList<>();

    @AfterEach
    void nothingWrongIsOnDisk() {
        assertThat(lane.disk.violations).isEmpty();
    }

    private LaneOptions options() {
        LaneOptions o = LaneRig.retry(LaneRig.concurrency(LaneRig.options("a"), 4), RETRY);
        return LaneRig.standing(o, Duration.ofMinutes(15), 5, HALF_MINUTE);
    }

    private void open(Function<Delivery, Result> answer) {
        to.answer = answer;
        lane.open(options(), to);
    }

    private static List<String> different(int many) {
        return IntStream.range(0, many).mapToObj(n -> "c" + n).toList();
    }

    private void put(List<String> conversations) {
        lane.log.putAll(LaneRig.KIND, conversations, 0);
    }

    private List<Outcome> dead() {
        return lane.disk.outcomes("a").stream()
                .filter(o -> o.result() == Outcome.Result.DEAD)
                .toList();
    }

    private static Result says(Failure failure) {
        return new Failed(failure, 500, "it says " + failure, null);
    }

    @Test
    void afterFiveTransientFailuresInARowTheLaneStandsAndProbesEverMoreSeldom() {
        open(d -> {
            probedAt.add(lane.time.ticker() / 1_000_000_000);
            return says(Failure.TRANSIENT);
        });
        put(different(20));
        lane.settle();
        assertThat(to.deliveries).hasSizeBetween(5, 8);
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.BACKING_OFF);
        assertThat(lane.snapshot().cause()).isEqualTo("it says TRANSIENT");
        int before = to.deliveries.size();
        lane.pass(Duration.ofMinutes(40));
        assertThat(probedAt.subList(before, probedAt.size())).containsExactly(30L, 90L, 210L, 450L, 930L, 1530L, 2130L);
    }

    @Test
    void aProbeCostsAnEventNoTryAndNoAgeAndNoEscape() {
        open(d -> says(Failure.TRANSIENT));
        put(List.of("c", "c", "d", "e", "f", "g"));
        lane.settle();
        List<Parked> before = lane.disk.parked("a");
        assertThat(before).hasSizeGreaterThan(4);
        int runs = to.deliveries.size();
        lane.pass(Duration.ofHours(72));
        assertThat(to.deliveries).hasSizeGreaterThan(runs + 100);
        assertThat(lane.disk.outcomes("a")).isEmpty();
        assertThat(lane.disk.parked("a")).isEqualTo(before).noneMatch(Parked::outOfOrder);
    }

    @Test
    void oneDeliveredProbeClosesTheBreaker() {
        boolean[] up = {false};
        open(d -> up[0] ? Recorder.OK : says(Failure.TRANSIENT));
        put(different(50));
        lane.pass(Duration.ofHours(1));
        up[0] = true;
        lane.pass(Duration.ofMinutes(11));
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.RUNNING);
        assertThat(lane.disk.outcomes("a")).hasSize(50).allMatch(o -> o.result() == Outcome.Result.DELIVERED);
        assertThat(lane.disk.outcomes("a")).allMatch(o -> o.attempts() <= 2);
    }

    @Test
    void anEventThatAlwaysFailsDoesNotKeepTheBreakerOpenForTheOthers() {
        open(d -> FakeEventLog.conversation(d.events().get(0)).equals("bad") ? says(Failure.TRANSIENT) : Recorder.OK);
        put(List.of("bad"));
        lane.pass(Duration.ofHours(3));
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.BACKING_OFF);
        put(different(30));
        lane.pass(Duration.ofMinutes(11));
        assertThat(lane.disk.outcomes("a")).hasSize(30);
    }

    @Test
    void anOpenBreakerIsRememberedAcrossARestartAndCostsNoTriesThen() {
        open(d -> says(Failure.TRANSIENT));
        put(different(20));
        lane.settle();
        List<Parked> before = lane.disk.parked("a");
        for (int restart = 0; restart < 50; restart++) {
            lane.crash();
            lane.open(options(), to);
            lane.settle();
            assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.BACKING_OFF);
            assertThat(lane.snapshot().cause()).isEqualTo("it says TRANSIENT");
        }
        assertThat(lane.disk.parked("a")).isEqualTo(before);
        lane.crash();
        to.answer = d -> Recorder.OK;
        lane.open(options(), to);
        lane.pass(Duration.ofMinutes(1));
        assertThat(lane.disk.outcomes("a")).hasSize(20);
    }

    @Test
    void aConfigurationErrorHoldsTheLaneAtOnceAndSaysWhatToMend() {
        open(d -> says(Failure.CONFIGURATION));
        put(different(100));
        lane.settle();
        assertThat(to.deliveries).hasSizeLessThanOrEqualTo(4);
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.HELD);
        assertThat(lane.snapshot().cause()).isEqualTo("it says CONFIGURATION");
        assertThat(lane.disk.parked("a"))
                .singleElement()
                .returns(Parked.State.HELD, Parked::state)
                .returns(0, Parked::attempts)
                .returns("it says CONFIGURATION", Parked::cause);
        assertThat(lane.snapshot().held()).isEqualTo(1);
        lane.pass(Duration.ofHours(72));
        assertThat(lane.disk.outcomes("a")).isEmpty();
    }

    @Test
    void aHeldLaneProbesWithTheNextConversationsEventAndTheCulpritIsTheDeadLetter() {
        open(d -> d.events().get(0).seq() == 1 ? says(Failure.CONFIGURATION) : Recorder.OK);
        put(List.of("c0", "c0"));
        lane.settle();
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.HELD);
        put(different(30).subList(1, 30));
        lane.pass(HALF_MINUTE.plusSeconds(1));
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.RUNNING);
        assertThat(dead()).extracting(Outcome::seq).containsExactly(1L);
        assertThat(lane.disk.outcomes("a")).hasSize(31);
    }

    @Test
    void anInnocentCulpritIsDeliveredWhenTheDestinationMendsItself() {
        boolean[] locked = {true};
        open(d -> locked[0] ? says(Failure.CONFIGURATION) : Recorder.OK);
        put(List.of("c0", "c0", "c1", "c1"));
        lane.pass(Duration.ofHours(36));
        locked[0] = false;
        lane.pass(Duration.ofMinutes(11));
        assertThat(lane.disk.outcomes("a")).hasSize(4).allMatch(o -> o.result() == Outcome.Result.DELIVERED);
        assertThat(lane.disk.outcomes("a")).allMatch(o -> o.attempts() == 1);
    }

    @Test
    void fiveConversationsRefusedInARowHoldTheLaneAndComeBackFromTheDeadLetters() {
        open(d -> says(Failure.PERMANENT));
        put(different(100));
        lane.settle();
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.HELD);
        assertThat(lane.snapshot().cause()).contains("Events of 5 conversations", "it says PERMANENT");
        assertThat(lane.disk.parked("a")).hasSize(5).allMatch(p -> p.state() == Parked.State.HELD && p.attempts() == 0);
        assertThat(lane.snapshot().dead()).isZero();
        assertThat(lane.snapshot().held()).isEqualTo(5);
    }

    @Test
    void aDeliveryBetweenThemBreaksTheRow() {
        open(d -> d.events().get(0).seq() % 5 == 0 ? Recorder.OK : says(Failure.PERMANENT));
        to.answer = d -> d.events().get(0).seq() % 5 == 0 ? Recorder.OK : says(Failure.PERMANENT);
        for (int i = 0; i < 50; i++) {
            put(List.of("c" + i));
            lane.settle();
        }
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.RUNNING);
        assertThat(dead()).hasSize(40);
    }

    @Test
    void manyBadEventsOfOneConversationAreNoRow() {
        open(d -> says(Failure.PERMANENT));
        put(Collections.nCopies(30, "c"));
        lane.settle();
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.RUNNING);
        assertThat(dead()).hasSize(30);
        put(List.of("d", "e", "f", "g"));
        lane.settle();
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.HELD);
        assertThat(lane.snapshot().dead()).as("all of the row come back").isZero();
    }

    @Test
    void theRowIsRememberedAcrossRestarts() {
        open(d -> says(Failure.PERMANENT));
        for (int i = 0; i < 12; i++) {
            put(List.of("c" + i));
            lane.settle();
            lane.crash();
            lane.open(options(), to);
        }
        lane.settle();
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.HELD);
        assertThat(lane.snapshot().dead()).isZero();
        to.answer = d -> Recorder.OK;
        lane.pass(Duration.ofMinutes(11));
        assertThat(lane.disk.outcomes("a")).hasSize(12).allMatch(o -> o.result() == Outcome.Result.DELIVERED);
    }

    @Test
    void whenTheRestGoesWellTheFiveAreTriedOnceMoreAndAreDeadThen() {
        open(d -> d.events().get(0).seq() <= 5 ? says(Failure.PERMANENT) : Recorder.OK);
        put(different(5));
        lane.settle();
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.HELD);
        put(List.of("d", "c1"));
        lane.pass(HALF_MINUTE.plusSeconds(1));
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.RUNNING);
        assertThat(dead()).extracting(Outcome::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(lane.disk.outcomes("a")).hasSize(7);
        assertThat(lane.snapshot().dead()).isEqualTo(5);
    }

    @Test
    void aSwapProbesAHeldLaneAtOnce() {
        open(d -> says(Failure.CONFIGURATION));
        put(different(10));
        lane.pass(Duration.ofHours(5));
        lane.close();
        to.answer = d -> Recorder.OK;
        lane.open(options(), to).settle();
        assertThat(lane.disk.outcomes("a")).hasSize(10).allMatch(o -> o.result() == Outcome.Result.DELIVERED);
    }

    @Test
    void resumeProbesAHeldLaneAtOnce() {
        open(d -> says(Failure.CONFIGURATION));
        put(different(10));
        lane.pass(Duration.ofHours(5));
        to.answer = d -> Recorder.OK;
        lane.resume();
        lane.settle();
        assertThat(lane.disk.outcomes("a")).hasSize(10);
    }

    @Test
    void aHoldIsRememberedAcrossARestart() {
        open(d -> says(Failure.CONFIGURATION));
        put(different(10));
        lane.settle();
        lane.crash();
        to.hanging.clear();
        lane.open(options(), to);
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.HELD);
        assertThat(lane.snapshot().cause()).isEqualTo("it says CONFIGURATION");
        int runs = to.deliveries.size();
        lane.settle();
        assertThat(to.deliveries).as("one probe").hasSize(runs + 1);
    }

    @Test
    void aPausedLaneOfAHeldDestinationDoesNotProbe() {
        open(d -> says(Failure.CONFIGURATION));
        put(different(10));
        lane.settle();
        lane.pause();
        int runs = to.deliveries.size();
        lane.pass(Duration.ofHours(5));
        assertThat(to.deliveries).hasSize(runs);
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.PAUSED);
        lane.crash();
        lane.open(options(), to).pass(Duration.ofHours(5));
        assertThat(to.deliveries).as("a pause outlives a restart").hasSize(runs);
    }

    @Test
    void aPauseTakesNoAgeAndNoTries() {
        open(d -> says(Failure.TRANSIENT));
        put(List.of("c", "c"));
        lane.settle();
        lane.pause();
        lane.pass(Duration.ofDays(3));
        Parked row = lane.disk.row("a", 1);
        assertThat(row.attempts()).isEqualTo(1);
        to.answer = d -> Recorder.OK;
        lane.resume();
        lane.settle();
        assertThat(lane.disk.outcome("a", 1)).returns(2, Outcome::attempts).returns(false, Outcome::outOfOrder);
        assertThat(lane.disk.outcomes("a")).hasSize(2);
    }

    @Test
    void anEventThatFailsForFifteenMinutesLeavesTheOrderAndKeepsItsTries() {
        open(d -> d.events().get(0).seq() == 1 ? says(Failure.TRANSIENT) : Recorder.OK);
        put(List.of("c", "c", "c"));
        // others go well, so that the breaker stays closed
        for (int minute = 0; minute < 14; minute++) {
            put(List.of("other"));
            lane.pass(Duration.ofMinutes(1));
        }
        assertThat(lane.disk.outcome("a", 2)).isNull();
        lane.pass(Duration.ofMinutes(2));
        assertThat(lane.disk.outcome("a", 2)).isNotNull();
        assertThat(lane.disk.outcome("a", 3)).isNotNull();
        Parked row = lane.disk.row("a", 1);
        assertThat(row).returns(true, Parked::outOfOrder).returns(Parked.State.RETRYING, Parked::state);
        assertThat(row.attempts()).isBetween(3, 6);
        put(List.of("c"));
        lane.settle();
        assertThat(lane.disk.outcomes("a")).as("later ones do not wait for it").hasSize(17);
        lane.crash();
        to.answer = d -> Recorder.OK;
        lane.open(options(), to);
        put(List.of("c"));
        lane.pass(Duration.ofHours(1));
        assertThat(lane.disk.outcome("a", 1))
                .returns(true, Outcome::outOfOrder)
                .returns(row.attempts() + 1, Outcome::attempts);
        assertThat(lane.disk.outcomes("a")).hasSize(19);
    }

    @Test
    void aHundredBehindOneLetItLeaveTheOrderAtOnce() {
        open(d -> d.events().get(0).seq() == 1 ? says(Failure.TRANSIENT) : Recorder.OK);
        put(Collections.nCopies(100, "c"));
        lane.settle();
        assertThat(lane.disk.row("a", 1).outOfOrder()).isFalse();
        assertThat(lane.disk.outcomes("a")).isEmpty();
        put(List.of("c"));
        lane.settle();
        assertThat(lane.disk.row("a", 1).outOfOrder()).isTrue();
        assertThat(lane.disk.outcomes("a")).hasSize(100);
    }

    @Test
    void oneThatHoldsUpNobodyStaysInTheOrder() {
        open(d -> d.events().get(0).seq() == 1 ? says(Failure.TRANSIENT) : Recorder.OK);
        put(List.of("c"));
        for (int minute = 0; minute < 40; minute++) {
            put(List.of("other"));
            lane.pass(Duration.ofMinutes(1));
        }
        assertThat(lane.disk.row("a", 1).outOfOrder()).isFalse();
        put(List.of("c"));
        lane.settle();
        assertThat(lane.disk.row("a", 1).outOfOrder()).isTrue();
        assertThat(lane.disk.outcomes("a")).hasSize(41);
    }

    @Test
    void aWaitForQuotaCostsNothingAndIsNotLongerThanTheLongestDelay() {
        boolean[] up = {false};
        open(d -> up[0] ? Recorder.OK : new Failed(Failure.QUOTA, 429, "slow down", Duration.ofDays(5)));
        put(List.of("c", "c"));
        lane.pass(Duration.ofHours(30));
        assertThat(to.deliveries).hasSizeLessThan(10);
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.BACKING_OFF);
        assertThat(lane.disk.parked("a")).isEmpty();
        up[0] = true;
        lane.pass(Duration.ofHours(5));
        assertThat(lane.disk.outcomes("a")).hasSize(2).allMatch(o -> o.attempts() == 1);
    }

    @Test
    void aBatchThatHoldsTheLaneIsHalvedUntilTheCulpritIsFound() {
        to.answer = d -> d.events().stream().anyMatch(e -> e.seq() == 7) ? says(Failure.CONFIGURATION) : Recorder.OK;
        lane.open(LaneRig.batch(options(), 16, Duration.ofMillis(10)), to);
        put(different(16));
        lane.pass(Duration.ofSeconds(1));
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.HELD);
        put(List.of("x"));
        lane.pass(Duration.ofMinutes(2));
        assertThat(dead()).extracting(Outcome::seq).containsExactly(7L);
        assertThat(lane.disk.outcomes("a")).hasSize(17);
    }
}
