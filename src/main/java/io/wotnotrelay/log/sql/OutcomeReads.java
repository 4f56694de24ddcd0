package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Placed;
import io.wotnotrelay.log.Settled;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Answers what became of deliveries. Each method is one short question; many rows are asked for in pages. */
final class OutcomeReads {
    /** Rows of outcomes looked at in one question. */
    static final long ROWS = 20_000;

    /** More than the outcomes of one commit. */
    private static final int PLACE_SHIFT = 22;

    private OutcomeReads() {}

    static long bornAfter(Session session, int lane) throws SQLException {
        try (PreparedStatement select = session.prepare("SELECT start_seq FROM lane WHERE id = ?")) {
            select.setInt(1, lane);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    static Map<Parked.State, Long> counts(Session session, int lane) throws SQLException {
        Map<Parked.State, Long> counts = new EnumMap<>(Parked.State.class);
        for (String table : List.of("parked", "dead_letter")) {
            try (PreparedStatement select =
                    session.prepare("SELECT state, count(*) FROM " + table + " WHERE lane = ? GROUP BY state")) {
                select.setInt(1, lane);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        counts.put(Parked.State.valueOf(row.getString(1)), row.getLong(2));
                    }
                }
            }
        }
        return counts;
    }

    /** Outcomes of these events in the rows from {@code first} on, at most {@value #ROWS} of them. */
    static List<Settled> page(Session session, int lane, long from, long to, long first) throws SQLException {
        List<Settled> out = new ArrayList<>();
        try (PreparedStatement select = session.prepare(
                "SELECT at, data FROM outcome WHERE n >= ? AND n < ? AND low <= ? AND high >= ? ORDER BY n")) {
            select.setLong(1, first);
            select.setLong(2, Math.min(first + ROWS, LaneReads.base(lane + 1)));
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

    /**
     * The first row of a lane whose head is at or past this seq: heads never fall within a lane, and an outcome stands
     * in a row whose head is at or past its event.
     */
    static long firstRow(Session session, int lane, long seq) throws SQLException {
        long low = LaneReads.base(lane) + 1;
        long high = LaneReads.base(lane + 1);
        try (PreparedStatement select =
                session.prepare("SELECT n, head FROM outcome WHERE n >= ? AND n < ? ORDER BY n LIMIT 1")) {
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

    /** The latest outcomes of a lane at a place below this one: a row's number in the lane, and the place in the row. */
    static List<Placed> latest(Session session, int lane, long before, int most) throws SQLException {
        List<Placed> out = new ArrayList<>();
        try (PreparedStatement select =
                session.prepare("SELECT n, at, data FROM outcome WHERE n > ? AND n <= ? ORDER BY n DESC")) {
            select.setLong(1, LaneReads.base(lane));
            select.setLong(
                    2, LaneReads.base(lane) + Math.min(before >> PLACE_SHIFT, (1L << LaneWrites.LANE_SHIFT) - 1));
            try (ResultSet row = select.executeQuery()) {
                while (out.size() < most && row.next()) {
                    long start = (row.getLong(1) - LaneReads.base(lane)) << PLACE_SHIFT;
                    add(out, lane, start, row.getLong(2), OutcomePack.read(row.getBytes(3)), before, most);
                }
            }
        }
        return out;
    }

    private static void add(List<Placed> out, int lane, long start, long at, List<Outcome> row, long before, int most) {
        for (int i = row.size() - 1; i >= 0 && out.size() < most; i--) {
            if (start + i < before) {
                out.add(new Placed(start + i, new Settled(lane, at, row.get(i))));
            }
        }
    }
}
