package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.Backup;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.RestorePlan;
import io.wotnotrelay.log.RestorePlan.Here;
import io.wotnotrelay.log.sql.IntakeReads;
import io.wotnotrelay.log.sql.IntentRows;
import io.wotnotrelay.log.sql.LaneReads;
import io.wotnotrelay.log.sql.LaneStates;
import io.wotnotrelay.log.sql.LaneWrites;
import io.wotnotrelay.log.sql.OutcomePack;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Compares a backup with the log that is there now: how far each lane has got since, and what it would do again. */
final class Comparison {
    private static final int PAGE = 1_000;

    private final Backup backup;
    private final Connection then;
    private final Database log;
    private final Map<Integer, LaneRecord> lanesThen;

    Comparison(Backup backup, Connection then, Database log) throws SQLException {
        this.backup = backup;
        this.then = then;
        this.log = log;
        this.lanesThen = lanes(then);
    }

    RestorePlan plan() throws SQLException {
        if (Files.notExists(log.file())) {
            boolean rest = Files.exists(log.wal());
            return blind(rest ? Here.UNREADABLE : Here.NOTHING, rest ? "only its write-ahead file is there" : null);
        }
        try (Connection now = log.looking()) {
            return plan(now);
        } catch (SQLException | RuntimeException e) {
            // a damaged log is what a backup is restored for
            return blind(Here.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private RestorePlan plan(Connection now) throws SQLException {
        Map<Integer, LaneRecord> lanesNow = lanes(now);
        long head = IntakeReads.head(SqliteTexts.on(now));
        if (!id(now).equals(backup.log())) {
            return new RestorePlan(backup, log.file(), Here.OTHER_LOG, null, head, unknown(), List.of());
        }
        List<RestorePlan.Lane> lanes = new ArrayList<>();
        for (LaneRecord lane : lanesThen.values()) {
            LaneRecord here = lanesNow.get(lane.id());
            lanes.add(
                    here == null
                            ? lane(lane, null, -1, -1)
                            : lane(lane, here.name(), here.cursor(), repeats(lane, now)));
        }
        List<String> born = lanesNow.values().stream()
                .filter(l -> !lanesThen.containsKey(l.id()))
                .map(LaneRecord::name)
                .toList();
        return new RestorePlan(backup, log.file(), Here.SAME_LOG, null, head, lanes, born);
    }

    private RestorePlan blind(Here here, String fault) throws SQLException {
        return new RestorePlan(backup, log.file(), here, fault, -1, unknown(), List.of());
    }

    private List<RestorePlan.Lane> unknown() throws SQLException {
        List<RestorePlan.Lane> out = new ArrayList<>();
        for (LaneRecord lane : lanesThen.values()) {
            out.add(lane(lane, null, -1, -1));
        }
        return out;
    }

    private RestorePlan.Lane lane(LaneRecord lane, String nameHere, long cursorHere, long repeats) throws SQLException {
        return new RestorePlan.Lane(
                lane.name(),
                lane.cursor(),
                LaneReads.parked(SqliteTexts.on(then), lane.id()).size(),
                nameHere,
                cursorHere,
                repeats,
                intents(then, lane.id()));
    }

    /** How many events of a lane were begun and are not over; none in the file of a relay that kept no intents. */
    private static long intents(Connection connection, int lane) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'intent'")) {
            return table.next() ? IntentRows.read(SqliteTexts.on(connection), lane).length : 0;
        }
    }

    /** Deliveries made since that the backup does not know of: what it holds as waiting or parked and the log as delivered. */
    private long repeats(LaneRecord lane, Connection now) throws SQLException {
        Unsettled unsettled = new Unsettled(then, lane, backup.head());
        for (long n = lastOutcome(lane.id()); n >= 0; ) {
            n = page(now, n, lane.id(), unsettled::delivered);
        }
        return unsettled.repeats();
    }

    /** Reads a page of a lane's outcomes; gives the last row's number, or -1 at the end. */
    private static long page(Connection now, long after, int lane, LongConsumer delivered) throws SQLException {
        long last = -1;
        try (PreparedStatement select =
                now.prepareStatement("SELECT n, data FROM outcome WHERE n > ? AND n < ? ORDER BY n LIMIT " + PAGE)) {
            select.setLong(1, after);
            select.setLong(2, (lane + 1L) << LaneWrites.LANE_SHIFT);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    last = row.getLong(1);
                    for (Outcome outcome : OutcomePack.read(row.getBytes(2))) {
                        if (outcome.result() == Outcome.Result.DELIVERED) {
                            delivered.accept(outcome.seq());
                        }
                    }
                }
            }
        }
        return last;
    }

    private long lastOutcome(int lane) throws SQLException {
        try (PreparedStatement select =
                then.prepareStatement("SELECT coalesce(max(n), ?1) FROM outcome WHERE n > ?1 AND n < ?2")) {
            select.setLong(1, (long) lane << LaneWrites.LANE_SHIFT);
            select.setLong(2, (lane + 1L) << LaneWrites.LANE_SHIFT);
            try (ResultSet row = select.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    private static Map<Integer, LaneRecord> lanes(Connection connection) throws SQLException {
        LaneStates states = new LaneStates();
        LaneReads.load(SqliteTexts.on(connection), states);
        Map<Integer, LaneRecord> out = new TreeMap<>();
        states.records().forEach(lane -> out.put(lane.id(), lane));
        return out;
    }

    private static String id(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM log")) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
