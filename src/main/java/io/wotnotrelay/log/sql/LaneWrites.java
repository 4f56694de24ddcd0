package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LaneTotals;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Settlement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes what lanes have done. */
public final class LaneWrites {
    /** The place of the lane's number in an outcome's key. */
    public static final int LANE_SHIFT = 40;

    private final ParkedRows parked;
    private final ParkedRows dead;
    private final PreparedStatement unkeep;
    private final PreparedStatement cursor;
    private final PreparedStatement standing;
    private final PreparedStatement outcome;
    private final IntentRows intents;
    private final Texts texts;

    public LaneWrites(Session session) throws SQLException {
        texts = session.texts();
        parked = new ParkedRows(session, "parked");
        dead = new ParkedRows(session, "dead_letter");
        unkeep = session.prepare("DELETE FROM kept_event WHERE seq = ?"
                + " AND NOT EXISTS (SELECT 1 FROM lane JOIN parked p ON p.lane = lane.id AND p.seq = kept_event.seq)"
                + " AND NOT EXISTS"
                + " (SELECT 1 FROM lane JOIN dead_letter d ON d.lane = lane.id AND d.seq = kept_event.seq)");
        cursor = session.prepare(
                "UPDATE lane SET cursor = ?, delivered = ?, filtered = ?, dead = ?, expired = ? WHERE id = ?");
        standing = session.prepare("UPDATE lane SET standing = ? WHERE id = ?");
        intents = new IntentRows(session);
        outcome = session.prepare("INSERT INTO outcome (n, at, low, high, head, data) VALUES (?, ?, ?, ?, ?, ?)");
    }

    /** Writes all settlements of one lane in this commit; gives the lane as it is then. */
    public LaneStates.State settle(LaneStates.State state, List<Settlement> settlements, long at) throws SQLException {
        int lane = state.record().id();
        LaneRecord r = state.record();
        long place = r.cursor();
        String stands = r.standing();
        List<Outcome> outcomes = new ArrayList<>();
        for (Settlement settlement : settlements) {
            place = Math.max(place, settlement.cursor());
            stands = settlement.standing() == null ? stands : settlement.standing();
            outcomes.addAll(settlement.outcomes());
            park(lane, settlement);
            intents.write(lane, settlement, at);
        }
        LaneStates.State next = outcomes.isEmpty() ? state : write(state, outcomes, at);
        LaneRecord moved = r.moved(place, stands);
        update(moved, next.totals());
        if (!stands.equals(r.standing())) {
            stand(moved);
        }
        return next.with(moved);
    }

    private void park(int lane, Settlement settlement) throws SQLException {
        for (long seq : settlement.unparked()) {
            boolean living = parked.remove(lane, seq);
            if (dead.remove(lane, seq) || living) {
                unkeep(seq);
            }
        }
        for (Parked row : settlement.parked()) {
            boolean isDead = row.state() == Parked.State.DEAD;
            (isDead ? parked : dead).remove(lane, row.seq());
            (isDead ? dead : parked).put(lane, row);
        }
        for (long seq : settlement.escaped()) {
            parked.escape(lane, seq);
        }
    }

    private void unkeep(long seq) throws SQLException {
        unkeep.setLong(1, seq);
        unkeep.executeUpdate();
    }

    private LaneStates.State write(LaneStates.State state, List<Outcome> outcomes, long at) throws SQLException {
        long low = Long.MAX_VALUE;
        long high = 0;
        for (Outcome o : outcomes) {
            low = Math.min(low, o.first());
            high = Math.max(high, o.seq());
        }
        long head = Math.max(high, state.head());
        outcome.setLong(1, ((long) state.record().id() << LANE_SHIFT) + state.rows() + 1);
        outcome.setLong(2, at);
        outcome.setLong(3, low);
        outcome.setLong(4, high);
        outcome.setLong(5, head);
        outcome.setBytes(6, OutcomePack.write(outcomes));
        outcome.executeUpdate();
        return new LaneStates.State(state.record(), count(state.totals(), outcomes), state.rows() + 1, head);
    }

    private static LaneTotals count(LaneTotals before, List<Outcome> outcomes) {
        long[] sums = new long[Outcome.Result.values().length];
        outcomes.forEach(o -> sums[o.result().ordinal()] += o.events());
        return new LaneTotals(
                before.delivered() + sums[Outcome.Result.DELIVERED.ordinal()],
                before.filtered() + sums[Outcome.Result.FILTERED.ordinal()],
                before.dead() + sums[Outcome.Result.DEAD.ordinal()],
                before.expired() + sums[Outcome.Result.EXPIRED.ordinal()]);
    }

    private void stand(LaneRecord lane) throws SQLException {
        texts.set(standing, 1, lane.standing());
        standing.setInt(2, lane.id());
        standing.executeUpdate();
    }

    private void update(LaneRecord lane, LaneTotals totals) throws SQLException {
        cursor.setLong(1, lane.cursor());
        cursor.setLong(2, totals.delivered());
        cursor.setLong(3, totals.filtered());
        cursor.setLong(4, totals.dead());
        cursor.setLong(5, totals.expired());
        cursor.setInt(6, lane.id());
        cursor.executeUpdate();
    }
}
