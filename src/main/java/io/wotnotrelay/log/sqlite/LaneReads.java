package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LaneTotals;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Settled;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Reads what lanes have done. */
final class LaneReads {
    private LaneReads() {}

    /** Brings the lanes in memory up to those on disk. */
    static void load(Connection connection, LaneStates lanes) throws SQLException {
        List<LaneStates.State> states = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT id, name, born_at, cursor, paused, delivered, filtered, dead, expired, standing FROM"
                                + " lane");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                LaneRecord lane = new LaneRecord(
                        row.getInt(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getInt(5) != 0,
                        Texts.get(row, 10));
                LaneTotals totals = new LaneTotals(row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9));
                states.add(new LaneStates.State(lane, totals, 0, 0));
            }
        }
        for (LaneStates.State state : states) {
            lanes.put(withOutcomes(connection, state));
        }
    }

    private static LaneStates.State withOutcomes(Connection connection, LaneStates.State state) throws SQLException {
        long base = base(state.record().id());
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT n, head FROM outcome WHERE n > ? AND n < ? ORDER BY n DESC LIMIT 1")) {
            select.setLong(1, base);
            select.setLong(2, base(state.record().id() + 1));
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new LaneStates.State(state.record(), state.totals(), row.getLong(1) - base, row.getLong(2))
                        : state;
            }
        }
    }

    static List<Parked> parked(Connection connection, int lane) throws SQLException {
        return rows(connection, "parked", lane, Long.MIN_VALUE, Integer.MAX_VALUE);
    }

    static List<Parked> dead(Connection connection, int lane, long after, int most) throws SQLException {
        return rows(connection, "dead_letter", lane, after, most);
    }

    private static List<Parked> rows(Connection connection, String table, int lane, long after, int most)
            throws SQLException {
        List<Parked> out = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT " + ParkedRows.COLUMNS + " FROM " + table
                + " WHERE lane = ? AND seq > ? ORDER BY seq LIMIT ?")) {
            select.setInt(1, lane);
            select.setLong(2, after);
            select.setInt(3, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    out.add(ParkedRows.read(row));
                }
            }
        }
        return out;
    }

    /** Reads rows backwards until all before them lie at or below the cursor. */
    static long[] settledPast(Connection connection, LaneRecord lane) throws SQLException {
        LongStream.Builder seqs = LongStream.builder();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT head, high, data FROM outcome WHERE n > ? AND n < ? ORDER BY n DESC")) {
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

    /** Outcomes of these events. An outcome stands in a row whose head is at or past its event, so earlier rows are left out. */
    static List<Settled> outcomes(Connection connection, int lane, long from, long to) throws SQLException {
        List<Settled> out = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT at, data FROM outcome WHERE n >= ? AND n < ? AND low <= ? AND high >= ? ORDER BY n")) {
            select.setLong(1, firstRow(connection, lane, from));
            select.setLong(2, base(lane + 1));
            select.setLong(3, to);
            select.setLong(4, from);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long at = row.getLong(1);
                    for (Outcome outcome : OutcomePack.read(row.getBytes(2))) {
                        if (outcome.seq() >= from && outcome.first() <= to) {
                            out.add(new Settled(lane, at, outcome));
                        }
                    }
                }
            }
        }
        return out;
    }

    /** The last outcome a lane has written. */
    static Optional<Settled> latest(Connection connection, int lane) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT at, data FROM outcome WHERE n > ? AND n < ? ORDER BY n DESC LIMIT 1")) {
            select.setLong(1, base(lane));
            select.setLong(2, base(lane + 1));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                List<Outcome> outcomes = OutcomePack.read(row.getBytes(2));
                return Optional.of(new Settled(lane, row.getLong(1), outcomes.get(outcomes.size() - 1)));
            }
        }
    }

    /** The first row of a lane whose head is at or past this seq: heads never fall within a lane. */
    private static long firstRow(Connection connection, int lane, long seq) throws SQLException {
        long low = base(lane) + 1;
        long high = base(lane + 1);
        try (PreparedStatement select =
                connection.prepareStatement("SELECT n, head FROM outcome WHERE n >= ? AND n < ? ORDER BY n LIMIT 1")) {
            while (low < high) {
                long middle = low + (high - low) / 2;
                select.setLong(1, middle);
                select.setLong(2, high);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next() || row.getLong(2) >= seq) {
                        high = middle;
                    } else {
                        low = row.getLong(1) + 1;
                    }
                }
            }
        }
        return low;
    }

    private static long base(int lane) {
        return (long) lane << LaneWrites.LANE_SHIFT;
    }
}
