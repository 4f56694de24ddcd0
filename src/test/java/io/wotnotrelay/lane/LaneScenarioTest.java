package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to people: a destination that is down, mistyped, forbidden, or cannot take one event. */
@ExtendWith(QuietLanes.class)
class LaneScenarioTest {
    private static final LaneOptions.Retry DEFAULT =
            new LaneOptions.Retry(12, Duration.ofSeconds(30), Duration.ofHours(4), Duration.ofHours(24), List.of());

    private final SteppedLane lane = new SteppedLane(7, LaneRig.KIND::equals);
    /** What was accepted, by conversation, in the order of its first acceptance. */
    private final Map<String, List<Long>> accepted = new LinkedHashMap<>();

    private final Set<Long> known = new HashSet<>();

    @AfterEach
    void everyConversationHasItsEventsInOrder() {
        assertThat(lane.disk.violations).isEmpty();
        assertThat(accepted.values()).allSatisfy(seqs -> assertThat(seqs).isSorted());
    }

    private static LaneOptions defaults() {
        LaneOptions o = LaneRig.retry(LaneRig.options("a"), DEFAULT);
        return LaneRig.standing(o, Duration.ofMinutes(15), 5, Duration.ofSeconds(30));
    }

    private Destination taking(Function<Long, Result> answer) {
        return delivery -> {
            Result result = answer.apply(delivery.events().get(0).seq());
            if (result == Recorder.OK) {
                delivery.events().forEach(e -> {
                    if (known.add(e.seq())) {
                        accepted.computeIfAbsent(FakeEventLog.conversation(e), k -> new ArrayList<>())
                                .add(e.seq());
                    }
                });
            }
            return result;
        };
    }

    private void put(int many) {
        lane.log.putAll(
                LaneRig.KIND,
                IntStream.range(0, many).mapToObj(n -> "c" + n % 700).toList(),
                0);
    }

    private long dead() {
        return lane.disk.outcomes("a").stream()
                .filter(o -> o.result() == Outcome.Result.DEAD)
                .count();
    }

    @Test
    void aDestinationDownForThirtySixHoursLeavesNoDeadLetterAndKeepsTheOrder() {
        boolean[] up = {false};
        lane.open(defaults(), taking(seq -> up[0] ? Recorder.OK : new Failed(Failure.TRANSIENT, 0, "no route", null)));
        for (int hour = 0; hour < 36; hour++) {
            put(300);
            lane.pass(Duration.ofHours(1));
        }
        assertThat(lane.disk.outcomes("a")).isEmpty();
        up[0] = true;
        lane.pass(Duration.ofMinutes(30));
        assertThat(lane.disk.outcomes("a")).hasSize(36 * 300).allMatch(o -> o.result() == Outcome.Result.DELIVERED);
        assertThat(lane.disk.outcomes("a")).noneMatch(Outcome::outOfOrder);
        assertThat(accepted.values().stream().mapToInt(Collection::size).sum()).isEqualTo(36 * 300);
        assertThat(lane.snapshot().cursor()).isEqualTo(36 * 300);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"PERMANENT", "BAD_EVENT", "CONFIGURATION"})
    void aMistypedUrlHoldsTenThousandEventsAndMendedItDeliversThemAllInOrder(Failure failure) {
        lane.open(defaults(), taking(seq -> new Failed(failure, 404, "no such page", null)));
        put(10_000);
        lane.pass(Duration.ofHours(20));
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.HELD);
        assertThat(lane.snapshot().dead()).isZero();
        for (int restart = 0; restart < 20; restart++) {
            lane.crash();
            lane.open(defaults(), taking(seq -> new Failed(failure, 404, "no such page", null)));
            lane.pass(Duration.ofMinutes(1));
        }
        assertThat(lane.snapshot().dead()).isZero();
        lane.close();
        lane.open(defaults(), taking(seq -> Recorder.OK)).pass(Duration.ofMinutes(1));
        assertThat(lane.disk.outcomes("a")).hasSize(10_000).allMatch(o -> o.result() == Outcome.Result.DELIVERED);
        assertThat(lane.snapshot().dead()).isZero();
        assertThat(known).hasSize(10_000);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"PERMANENT", "CONFIGURATION"})
    void oneForbiddenRecordIsOneDeadLetterAndTheLaneGoesOn(Failure failure) {
        lane.open(defaults(), taking(seq -> seq == 40 ? new Failed(failure, 403, "not this one", null) : Recorder.OK));
        put(1_000);
        lane.pass(Duration.ofMinutes(2));
        assertThat(lane.disk.outcomes("a")).hasSize(1_000);
        assertThat(dead()).isEqualTo(1);
        assertThat(lane.disk.outcome("a", 40).result()).isEqualTo(Outcome.Result.DEAD);
        assertThat(lane.snapshot().state()).isEqualTo(LaneStatus.State.RUNNING);
    }

    @Test
    void poisonIsADeadLetterAndDelaysNobody() {
        lane.open(defaults(), taking(seq -> {
            if (seq % 97 == 0) {
                throw new StackOverflowError("poison");
            }
            return Recorder.OK;
        }));
        put(1_000);
        lane.settle();
        assertThat(lane.time.ticker()).as("no time has passed").isZero();
        assertThat(lane.disk.outcomes("a")).hasSize(1_000);
        assertThat(dead()).isEqualTo(1_000 / 97);
    }
}
