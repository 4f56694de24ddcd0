package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LaneTotals;
import io.wotnotrelay.log.Parked;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Reads what lanes have done. */
public final class LaneReads {
    private static final long LANE = 1L << LaneWrites.LANE_SHIFT;

    private LaneReads() {}

    /** Brings the lanes in memory up to those on disk. */
    public static void load(Session session, LaneStates lanes) throws SQLException {
        lanes.become(read(session));
    }

    /** The lanes on disk: each with its last row of outcomes, whose number says how many there were. */
    public static List<LaneStates.State> read(Session session) throws SQLException {
        List<LaneStates.State> states = new ArrayList<>();
        try (PreparedStatement select = session.prepare(
                        "SELECT l.id, l.name, l.born_at, l.cursor, l.paused, l.delivered, l.filtered, l.dead,"
                                + " l.expired, l.standing, o.n, o.head FROM lane l LEFT JOIN outcome o ON o.n ="
                                + " (SELECT max(n) FROM outcome WHERE n > l.id * " + LANE + " AND n < (l.id + 1) * "
                                + LANE + ")");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                states.add(state(row, session.texts()));
            }
        }
        return states;
    }

    private static LaneStates.State state(ResultSet row, Texts texts) throws SQLException {
        LaneRecord lane = new LaneRecord(
                row.getInt(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getInt(5) != 0,
                texts.get(row, 10));
        LaneTotals totals = new LaneTotals(row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9));
        long rows = Math.max(0, row.getLong(11) - base(lane.id()));
        return new LaneStates.State(lane, totals, rows, row.getLong(12));
    }

    public static List<Parked> parked(Session session, int lane) throws SQLException {
        return rows(session, "parked", lane, Long.MIN_VALUE, Integer.MAX_VALUE);
    }

    public static List<Parked> dead(Session session, int lane, long after, int most) throws SQLException {
        return rows(session, "dead_letter", lane, after, most);
    }

    public static List<Parked> rows(Session session, String table, int lane, long after, int most) throws SQLException {
        List<Parked> out = new ArrayList<>();
        try (PreparedStatement select = session.prepare("SELECT " + ParkedRows.COLUMNS + " FROM " + table
                + " WHERE lane = ? AND seq > ? ORDER BY seq LIMIT ?")) {
            select.setInt(1, lane);
            select.setLong(2, after);
            select.setInt(3, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    out.add(ParkedRows.read(row, session.texts()));
                }
            }
        }
        return out;
    }

    /** Reads rows backwards until all before them lie at or below the cursor. */
    public static long[] settledPast(Session session, LaneRecord lane) throws SQLException {
        LongStream.Builder seqs = LongStream.builder();
        try (PreparedStatement select =
                session.prepare("SELECT head, high, data FROM outcome WHERE n > ? AND n < ? ORDER BY n DESC")) {
            select.setLong(1, base(lane.id()));
            select.setLong(2, base(lane.id() + 1));
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && row.getLong(1) > lane.cursor()) {
                    if (row.getLong(2) > lane.cursor()) {
                        OutcomePack.read(row.getBytes(3)).forEach(o -> seqs.add(o.seq()));
                    }
                }
            }
        }
        return seqs.build().filter(s -> s > lane.cursor()).sorted().distinct().toArray();
    }

    public static long base(int lane) {
        return (long) lane << LaneWrites.LANE_SHIFT;
    }
}
