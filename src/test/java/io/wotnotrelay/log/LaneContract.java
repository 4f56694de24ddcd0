package io.wotnotrelay.log;

import static io.wotnotrelay.log.Items.append;
import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.items;
import static io.wotnotrelay.log.Items.receipt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.log.EventLog.Start;
import io.wotnotrelay.log.Outcome.Result;
import io.wotnotrelay.log.Parked.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every event log remembers of its lanes. */
public abstract class LaneContract extends EventLogContract {
    private LaneRecord lane(String name) {
        return log.lane(name, new Start.Now());
    }

    private void settle(LaneRecord lane, long cursor, Outcome... outcomes) {
        await(log.settle(new Settlement(lane.id(), cursor, List.of(outcomes), List.of(), List.of())));
    }

    private void park(LaneRecord lane, Parked... rows) {
        await(log.settle(new Settlement(lane.id(), 0, List.of(), List.of(rows), List.of())));
    }

    private void unpark(LaneRecord lane, Long... seqs) {
        await(log.settle(new Settlement(lane.id(), 0, List.of(), List.of(), List.of(seqs))));
    }

    private static Outcome delivered(long seq) {
        return new Outcome(seq, Result.DELIVERED, 200, 12, 1, null);
    }

    private static Parked parkedRow(long seq, State state) {
        return new Parked(seq, state, "talk-" + seq, 3, 99_000, 1_500, 503, "no answer \u0000 \ud800 from it");
    }

    @Test
    void aLaneIsBornOnceAndRemembered() {
        append(log, "a", "b");
        LaneRecord born = lane("mail");
        assertThat(born).isEqualTo(new LaneRecord(born.id(), "mail", clock.millis(), 2, false));
        append(log, "c");
        assertThat(log.lane("mail", new Start.Beginning())).isEqualTo(born);
        reopen();
        assertThat(log.lane("mail", new Start.Beginning())).isEqualTo(born);
        assertThat(log.lanes()).containsExactly(born);
    }

    @Test
    void aLaneBeginsWhereItIsTold() {
        for (int i = 1; i <= 5; i++) {
            await(log.append(receipt(1, i * 1_000), items("n" + i)));
        }
        await(log.prune(1));
        assertThat(log.lane("beginning", new Start.Beginning()).cursor()).isEqualTo(1);
        assertThat(log.lane("exact", new Start.At(3_000)).cursor()).isEqualTo(2);
        assertThat(log.lane("between", new Start.At(3_001)).cursor()).isEqualTo(3);
        assertThat(log.lane("long-ago", new Start.At(0)).cursor()).isEqualTo(1);
        assertThat(log.lane("later", new Start.At(99_000)).cursor()).isEqualTo(5);
        assertThat(log.lane("now", new Start.Now()).cursor()).isEqualTo(5);
    }

    @Test
    void aStartTimeIsTheFirstBySeqAlsoWhenTheClockHasJumped() {
        for (long at : new long[] {5_000, 9_000, 4_000, 6_000}) {
            await(log.append(receipt(1, at), items("at" + at)));
        }
        assertThat(log.lane("x", new Start.At(6_000)).cursor()).isEqualTo(1);
    }

    @Test
    void aStartTimeSkipsWhatWasCommittedBeforeIt() {
        for (int i = 0; i < 5; i++) {
            await(log.append(receipt(1, clock.millis()), items("n" + i)));
            clock.move(java.time.Duration.ofMinutes(1));
        }
        long third = log.find(3).orElseThrow().receivedAt();
        assertThat(log.lane("exact", new Start.At(third)).cursor()).isEqualTo(2);
        assertThat(log.lane("past", new Start.At(third + 1)).cursor()).isEqualTo(3);
        assertThat(log.lane("future", new Start.At(clock.millis())).cursor()).isEqualTo(5);
        assertThat(log.lane("ever", new Start.At(Long.MIN_VALUE)).cursor()).isZero();
    }

    @Test
    void aLaneOfAnEmptyLogBeginsAtItsHead() {
        assertThat(log.lane("a", new Start.Beginning()).cursor()).isZero();
        assertThat(log.lane("b", new Start.At(5)).cursor()).isZero();
    }

    @Test
    void aCursorNeverGoesBack() {
        append(log, "a", "b", "c");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        settle(lane, 3);
        settle(lane, 1);
        assertThat(log.lanes().get(0).cursor()).isEqualTo(3);
        reopen();
        assertThat(log.lanes().get(0).cursor()).isEqualTo(3);
    }

    @Test
    void outcomesPastTheCursorAreTold() {
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        LaneRecord other = log.lane("other", new Start.Beginning());
        settle(lane, 2, delivered(1), delivered(2), delivered(9));
        settle(lane, 3, delivered(3), delivered(5));
        settle(lane, 3, delivered(7));
        settle(other, 0, delivered(4));
        assertThat(log.settledPastCursor(lane.id())).containsExactly(5, 7, 9);
        reopenWithHead(10);
        assertThat(log.settledPastCursor(lane.id())).containsExactly(5, 7, 9);
        settle(lane, 7, delivered(4));
        assertThat(log.settledPastCursor(lane.id())).containsExactly(9);
        settle(lane, 9);
        assertThat(log.settledPastCursor(lane.id())).isEmpty();
        assertThat(log.settledPastCursor(other.id())).containsExactly(4);
    }

    private void reopenWithHead(int head) {
        append(log, IntStream.range(0, head).mapToObj(i -> "h" + i).toArray(String[]::new));
        reopen();
    }

    @Test
    void outcomesComeBackAsTheyWere() {
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        List<Outcome> all = List.of(
                delivered(7),
                new Outcome(2, Result.FILTERED, 0, 0, 0, "${body.type} was status"),
                new Outcome(3, Result.DEAD, 422, 31, 13, "refused \ud800"),
                new Outcome(4, Result.FILTERED, 0, 0, 0, "${body.type} was status"),
                new Outcome(5, Result.EXPIRED, -1, -2, 0, ""));
        settle(lane, 0, all.toArray(Outcome[]::new));
        settle(lane, 0, delivered(3));
        reopenWithHead(10);
        List<Settled> read = log.outcomes(lane.id(), 1, 10);
        List<Outcome> expected = new ArrayList<>(all);
        expected.add(delivered(3));
        assertThat(read).extracting(Settled::outcome).isEqualTo(expected);
        assertThat(read).allMatch(s -> s.at() == clock.millis() && s.lane() == lane.id());
        assertThat(log.outcomes(lane.id(), 3, 3))
                .extracting(s -> s.outcome().result())
                .containsExactly(Result.DEAD, Result.DELIVERED);
        assertThat(log.outcomes(lane.id(), 8, 10)).isEmpty();
        assertThat(log.totals(lane.id())).isEqualTo(new LaneTotals(2, 2, 1, 1));
    }

    @Test
    void oneOutcomeOfManyEventsCountsAllOfThemAndIsFoundByAnyOfThem() {
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        assertThat(log.latest(lane.id(), Long.MAX_VALUE, 1)).isEmpty();
        settle(lane, 3, delivered(3));
        Outcome expired = Outcome.expired(5, 90, 80, "too late");
        settle(lane, 90, expired, delivered(91));
        reopenWithHead(100);
        assertThat(log.outcomes(lane.id(), 42, 43)).extracting(Settled::outcome).containsExactly(expired);
        assertThat(log.outcomes(lane.id(), 1, 4)).extracting(Settled::outcome).containsExactly(delivered(3));
        assertThat(log.outcomes(lane.id(), 91, 95)).extracting(Settled::outcome).containsExactly(delivered(91));
        assertThat(log.totals(lane.id())).isEqualTo(new LaneTotals(2, 0, 0, 80));
        assertThat(log.latest(lane.id(), Long.MAX_VALUE, 1))
                .extracting(Placed::settled)
                .containsExactly(new Settled(lane.id(), clock.millis(), delivered(91)));
    }

    @Test
    void anOutcomeIsFoundAmongMany() {
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        log.lane("next", new Start.Beginning());
        for (long i = 1; i <= 300; i++) {
            settle(lane, i, delivered(i));
        }
        settle(lane, 300, delivered(17));
        assertThat(log.outcomes(lane.id(), 17, 18))
                .extracting(s -> s.outcome().seq())
                .containsExactly(17L, 18L, 17L);
        assertThat(log.outcomes(lane.id(), 300, 900)).hasSize(1);
    }

    @Test
    void parkedDeliveriesComeBackAndDeadOnesApart() {
        append(log, "a", "b", "c");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        Parked bare = new Parked(3, State.HELD, null, 0, 0, 0, 0, null);
        park(lane, bare, parkedRow(1, State.RETRYING), parkedRow(2, State.DEAD));
        reopen();
        assertThat(log.parked(lane.id())).containsExactly(parkedRow(1, State.RETRYING), bare);
        assertThat(log.dead(lane.id(), 0, 10)).containsExactly(parkedRow(2, State.DEAD));
        park(lane, parkedRow(1, State.DEAD), parkedRow(2, State.BLOCKED));
        assertThat(log.parked(lane.id())).containsExactly(parkedRow(2, State.BLOCKED), bare);
        assertThat(log.dead(lane.id(), 0, 10)).containsExactly(parkedRow(1, State.DEAD));
        assertThat(log.dead(lane.id(), 1, 10)).isEmpty();
        unpark(lane, 1L, 2L);
        assertThat(log.parked(lane.id())).containsExactly(bare);
        assertThat(log.dead(lane.id(), 0, 10)).isEmpty();
    }

    @Test
    void whatALaneRemembersOfItsStandingIsWrittenWithWhatItHasDone() {
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        assertThat(lane.standing()).isEmpty();
        String note = "HELD\nno such page \ud800\n1,2";
        await(log.settle(new Settlement(lane.id(), 0, List.of(), List.of(), List.of(), List.of(), note)));
        settle(lane, 0, delivered(1));
        assertThat(log.lanes().get(0).standing()).isEqualTo(note);
        await(log.pause(lane.id(), true));
        await(log.rename(lane.id(), "post"));
        reopen();
        assertThat(log.lanes().get(0))
                .returns(note, LaneRecord::standing)
                .returns(true, LaneRecord::paused)
                .returns("post", LaneRecord::name);
        await(log.settle(new Settlement(lane.id(), 0, List.of(), List.of(), List.of(), List.of(), "")));
        reopen();
        assertThat(log.lanes().get(0).standing()).isEmpty();
    }

    @Test
    void oneThatLeavesTheOrderIsMarkedInItsRowAndInItsOutcome() {
        append(log, "a", "b", "c");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        park(lane, parkedRow(1, State.RETRYING), parkedRow(2, State.RETRYING));
        await(log.settle(new Settlement(lane.id(), 0, List.of(), List.of(), List.of(), List.of(2L), null)));
        reopen();
        Parked row = log.parked(lane.id()).get(1);
        assertThat(log.parked(lane.id())).extracting(Parked::outOfOrder).containsExactly(false, true);
        assertThat(row.cause()).isEqualTo(parkedRow(2, State.RETRYING).cause());
        Parked dead = new Parked(2, State.DEAD, "talk-2", 9, 0, 5, 503, "no", true);
        Outcome late = new Outcome(1, Result.DELIVERED, 200, 12, 4, null, true);
        Outcome end = new Outcome(2, Result.DEAD, 503, 12, 9, "no", true);
        await(log.settle(new Settlement(lane.id(), 0, List.of(late, end, delivered(3)), List.of(dead), List.of(1L))));
        reopen();
        assertThat(log.dead(lane.id(), 0, 9)).containsExactly(dead);
        assertThat(log.outcomes(lane.id(), 1, 3)).extracting(Settled::outcome).containsExactly(late, end, delivered(3));
    }

    private void intend(LaneRecord lane, List<Long> begun, List<Long> over) {
        await(log.settle(new Settlement(
                lane.id(), 0, List.of(), List.of(), List.of(), List.of(), null, new Settlement.Intents(begun, over))));
    }

    @Test
    void whatWasBegunIsRememberedUntilItIsOver() {
        append(log, "a", "b", "c", "d");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        LaneRecord other = log.lane("sheet", new Start.Beginning());
        assertThat(log.intents(lane.id())).isEmpty();
        intend(lane, List.of(3L, 1L, 2L), List.of());
        intend(other, List.of(1L), List.of());
        settle(lane, 1, delivered(1));
        await(log.rename(lane.id(), "post"));
        reopen();
        assertThat(log.intents(lane.id()))
                .as("only what is said to be over is over")
                .containsExactly(1, 2, 3);
        intend(lane, List.of(2L, 4L), List.of(1L, 2L));
        assertThat(log.intents(lane.id())).as("begun again in the same commit").containsExactly(2, 3, 4);
        intend(lane, List.of(3L), List.of());
        intend(lane, List.of(), List.of(2L, 3L, 4L, 99L));
        reopen();
        assertThat(log.intents(lane.id())).isEmpty();
        assertThat(log.intents(other.id())).containsExactly(1);
    }

    @Test
    void whatExpiresIsNoLongerBegun() {
        append(log, "a", "b", "c", "d");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        intend(lane, List.of(1L, 2L, 3L, 4L), List.of());
        park(lane, parkedRow(2, State.RETRYING));
        settle(lane, 3, Outcome.expired(1, 3, 2, "too old"));
        assertThat(log.intents(lane.id()))
                .as("what is parked is tried again, and still in doubt")
                .containsExactly(2, 4);
    }

    @Test
    void aFailedCommitBeginsNothing() {
        append(log, "a");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        fail(true);
        assertThatThrownBy(() -> intend(lane, List.of(1L), List.of())).isInstanceOf(StoreUnavailableException.class);
        fail(false);
        assertThat(log.intents(lane.id())).isEmpty();
    }

    @Test
    void aDeadLetterKeepsItsEventWhenItIsPruned() {
        append(log, "a", "b", "c");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        LaneRecord other = log.lane("other", new Start.Beginning());
        park(lane, parkedRow(2, State.DEAD), parkedRow(3, State.DEAD));
        park(other, parkedRow(2, State.RETRYING));
        StoredEvent before = log.find(2).orElseThrow();
        await(log.prune(3));
        reopen();
        StoredEvent kept = log.find(2).orElseThrow();
        assertThat(kept.raw()).isEqualTo(before.raw());
        assertThat(kept.id()).isEqualTo(before.id());
        assertThat(kept.kind()).isEqualTo(before.kind());
        assertThat(kept.receipt()).isEqualTo(before.receipt());
        assertThat(kept.receivedAt()).isEqualTo(before.receivedAt());
        assertThat(log.find(1)).isEmpty();
        assertThat(log.find(3)).isPresent();
        unpark(lane, 2L);
        assertThat(log.find(2)).as("another lane still needs it").isPresent();
        unpark(other, 2L);
        assertThat(log.find(2)).isEmpty();
    }

    @Test
    void settlementsOfOneCommitAreAllWritten() {
        append(log, "a", "b", "c");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        var go = holdCommits();
        var first = log.settle(new Settlement(lane.id(), 1, List.of(delivered(1)), List.of(), List.of()));
        var paused = log.pause(lane.id(), true);
        var second = log.settle(
                new Settlement(lane.id(), 2, List.of(delivered(3)), List.of(parkedRow(2, State.RETRYING)), List.of()));
        var renamed = log.rename(lane.id(), "post");
        go.complete(null);
        List.of(first, paused, second, renamed).forEach(Items::await);
        LaneRecord expected = new LaneRecord(lane.id(), "post", lane.bornAt(), 2, true);
        assertThat(log.lanes()).containsExactly(expected);
        reopen();
        assertThat(log.lanes()).containsExactly(expected);
        assertThat(log.settledPastCursor(lane.id())).containsExactly(3);
        assertThat(log.parked(lane.id())).hasSize(1);
    }

    @Test
    void aFailedCommitChangesNoLane() {
        append(log, "a");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        fail(true);
        assertThatThrownBy(() -> settle(lane, 1, delivered(1))).isInstanceOf(StoreUnavailableException.class);
        fail(false);
        assertThat(log.lanes()).containsExactly(lane);
        settle(lane, 1, delivered(1));
        assertThat(log.totals(lane.id()).delivered()).isEqualTo(1);
        assertThat(log.outcomes(lane.id(), 1, 1)).hasSize(1);
    }

    @Test
    void aSettlementOfNoLaneIsRefusedAlone() {
        var go = holdCommits();
        var wrong = log.settle(new Settlement(99, 1, List.of(), List.of(), List.of()));
        var right = log.append(receipt(1), items("a"));
        go.complete(null);
        assertThatThrownBy(() -> await(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("99");
        assertThat(await(right).stored()).isEqualTo(1);
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        LaneRecord lane = lane("mail");
        lane("sheet");
        assertThatThrownBy(() -> await(log.rename(lane.id(), "sheet"))).hasMessageContaining("sheet");
        await(log.rename(lane.id(), "post"));
        assertThat(lane("mail").id()).isNotEqualTo(lane.id());
    }

    @Test
    void aForgottenLaneLeavesNothingAndTheOthersAlone() {
        append(log, "a");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        LaneRecord other = log.lane("sheet", new Start.Beginning());
        for (LaneRecord each : List.of(lane, other)) {
            park(each, parkedRow(1, State.DEAD));
            settle(each, 0, delivered(1));
            intend(each, List.of(1L), List.of());
        }
        await(log.forget(lane.id()));
        assertThat(log.dead(lane.id(), 0, 5)).isEmpty();
        assertThat(log.outcomes(lane.id(), 0, 9)).isEmpty();
        assertThat(log.intents(lane.id())).isEmpty();
        assertThat(log.intents(other.id())).containsExactly(1);
        assertThat(log.dead(other.id(), 0, 5)).hasSize(1);
        assertThat(log.outcomes(other.id(), 0, 9)).hasSize(1);
        reopen();
        assertThat(log.lanes()).extracting(LaneRecord::name).containsExactly("sheet");
        assertThat(lane("mail").id()).as("a number is never given twice").isGreaterThan(other.id());
    }

    @Test
    void oldReceiptsAndOutcomesAreForgottenButNotThosePastTheCursor() {
        append(log, "a", "b", "c");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        settle(lane, 1, delivered(1));
        settle(lane, 1, delivered(3));
        settle(lane, 2, delivered(2));
        clock.move(java.time.Duration.ofHours(100));
        append(log, "d");
        await(log.forgetBefore(clock.millis()));
        assertThat(log.receipts(Long.MAX_VALUE, 10)).hasSize(1);
        assertThat(log.outcomes(lane.id(), 1, 3))
                .extracting(s -> s.outcome().seq())
                .containsExactly(3L, 2L);
        reopen();
        assertThat(log.settledPastCursor(lane.id())).containsExactly(3);
        assertThat(log.head()).isEqualTo(4);
    }
}
