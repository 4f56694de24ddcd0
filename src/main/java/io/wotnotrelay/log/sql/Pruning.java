package io.wotnotrelay.log.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Forgets in small steps, so that no commit of a request waits long behind one. */
public final class Pruning {
    private static final int ROWS = 256;
    private static final long BYTES = 4L << 20;
    private static final String SEQS = " WHERE seq IN (SELECT seq FROM lane JOIN %s p ON p.lane = lane.id"
            + " AND p.seq BETWEEN ? AND ?) ON CONFLICT (seq) DO NOTHING";

    /** Told what was deleted. */
    interface Freed {
        void freed(long events, long bytes) throws SQLException;
    }

    private final PreparedStatement oldest;
    private final PreparedStatement keepParked;
    private final PreparedStatement keepDead;
    private final PreparedStatement delete;
    private final PreparedStatement intake;
    private final PreparedStatement outcomes;

    Pruning(Session session) throws SQLException {
        String keep = "INSERT INTO kept_event SELECT seq, received_at, receipt, kind, digest, raw FROM event";
        // the length stands in the head of a row: its body is not read for it
        oldest = session.prepare("SELECT seq, length(raw) FROM event ORDER BY seq LIMIT " + ROWS);
        keepParked = session.prepare(keep + SEQS.formatted("parked"));
        keepDead = session.prepare(keep + SEQS.formatted("dead_letter"));
        delete = session.prepare("DELETE FROM event WHERE seq BETWEEN ? AND ?");
        intake = session.prepare("DELETE FROM intake WHERE n IN (SELECT n FROM intake"
                + " WHERE n < (SELECT max(n) FROM intake) ORDER BY n LIMIT " + ROWS + ") AND at < ?");
        outcomes = session.prepare("DELETE FROM outcome WHERE n IN (SELECT n FROM outcome"
                + " WHERE n > ? AND n < ? ORDER BY n LIMIT " + ROWS + ") AND at < ? AND head <= ?");
    }

    /** Deletes the oldest events up to this one, and tells how many; says whether there may be more. */
    boolean events(long upTo, Freed freed) throws SQLException {
        long from = 0;
        long to = 0;
        long count = 0;
        long bytes = 0;
        try (ResultSet row = oldest.executeQuery()) {
            for (; bytes < BYTES && row.next() && row.getLong(1) <= upTo; bytes += row.getLong(2)) {
                count++;
                to = row.getLong(1);
                from = from == 0 ? to : from;
            }
        }
        if (from == 0) {
            return false;
        }
        between(keepParked, from, to);
        between(keepDead, from, to);
        between(delete, from, to);
        freed.freed(count, bytes);
        return to < upTo;
    }

    /** Deletes the oldest intake rows written before this time, never the newest; says whether there may be more. */
    public boolean intake(long before) throws SQLException {
        intake.setLong(1, before);
        return intake.executeUpdate() == ROWS;
    }

    /** Deletes a lane's oldest outcome rows written before this time; the last row, which holds its head, stays. */
    public boolean outcomes(LaneStates.State lane, long before) throws SQLException {
        long base = (long) lane.record().id() << LaneWrites.LANE_SHIFT;
        outcomes.setLong(1, base);
        outcomes.setLong(2, base + lane.rows());
        outcomes.setLong(3, before);
        outcomes.setLong(4, lane.record().cursor());
        return outcomes.executeUpdate() == ROWS;
    }

    private static void between(PreparedStatement statement, long from, long to) throws SQLException {
        statement.setLong(1, from);
        statement.setLong(2, to);
        statement.executeUpdate();
    }
}
