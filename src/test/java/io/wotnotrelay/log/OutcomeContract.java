package io.wotnotrelay.log;

import static io.wotnotrelay.log.Items.append;
import static io.wotnotrelay.log.Items.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.log.EventLog.Start;
import io.wotnotrelay.log.Outcome.Result;
import io.wotnotrelay.log.Parked.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every event log can tell of what lanes have done. */
public abstract class OutcomeContract extends LaneContract {
    private void settle(LaneRecord lane, Outcome... outcomes) {
        await(log.settle(new Settlement(lane.id(), 0, List.of(outcomes), List.of(), List.of())));
    }

    private void park(LaneRecord lane, Parked... rows) {
        await(log.settle(new Settlement(lane.id(), 0, List.of(), List.of(rows), List.of())));
    }

    private static Outcome ended(long seq, Result result) {
        return new Outcome(seq, result, 0, 5, 1, null);
    }

    private static Parked row(long seq, State state) {
        return new Parked(seq, state, "talk", 1, 0, 0, 0, null);
    }

    @Test
    void aLaneRemembersWhereItWasBorn() {
        append(log, "a", "b");
        LaneRecord now = log.lane("now", new Start.Now());
        LaneRecord beginning = log.lane("beginning", new Start.Beginning());
        await(log.settle(new Settlement(now.id(), 2, List.of(), List.of(), List.of())));
        append(log, "c");
        await(log.settle(new Settlement(now.id(), 3, List.of(), List.of(), List.of())));

        assertThat(log.bornAfter(now.id())).isEqualTo(2);
        assertThat(log.bornAfter(beginning.id())).isZero();
    }

    @Test
    void parkedDeliveriesAreReadInPagesAndCounted() {
        append(log, "a", "b", "c", "d");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        LaneRecord other = log.lane("other", new Start.Beginning());
        park(lane, row(1, State.RETRYING), row(2, State.BLOCKED), row(3, State.DEAD), row(4, State.RETRYING));
        park(other, row(2, State.DEAD));

        assertThat(log.parked(lane.id(), 0, 2)).extracting(Parked::seq).containsExactly(1L, 2L);
        assertThat(log.parked(lane.id(), 2, 2)).extracting(Parked::seq).containsExactly(4L);
        assertThat(log.parkedCounts(lane.id()))
                .containsOnly(
                        java.util.Map.entry(State.RETRYING, 2L),
                        java.util.Map.entry(State.BLOCKED, 1L),
                        java.util.Map.entry(State.DEAD, 1L));
        assertThat(log.parkedCounts(99)).isEmpty();
    }

    @Test
    void theLatestOutcomesComeFirstPageByPage() {
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        LaneRecord other = log.lane("other", new Start.Beginning());
        settle(lane, ended(1, Result.DELIVERED), ended(2, Result.FILTERED), ended(3, Result.DELIVERED));
        settle(other, ended(9, Result.DELIVERED));
        settle(lane, ended(5, Result.DEAD), ended(4, Result.DELIVERED));
        settle(lane, ended(5, Result.DELIVERED));

        List<Long> seen = new ArrayList<>();
        long before = Long.MAX_VALUE;
        for (List<Placed> page = log.latest(lane.id(), before, 2); !page.isEmpty(); page = next(lane, page)) {
            page.forEach(p -> seen.add(p.settled().outcome().seq()));
        }

        assertThat(seen).containsExactly(5L, 4L, 5L, 3L, 2L, 1L);
        assertThat(log.latest(99, before, 2)).isEmpty();
    }

    private List<Placed> next(LaneRecord lane, List<Placed> page) {
        return log.latest(lane.id(), page.get(page.size() - 1).place(), 2);
    }
}
