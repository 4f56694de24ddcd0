package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.EventLog.Start;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LaneTotals;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Remembers a lane, or brings it into being. */
final class LaneBirth extends Command.Awaited<LaneRecord> {
    private final String name;
    private final Start start;
    private LaneRecord result;

    LaneBirth(String name, Start start) {
        this.name = name;
        this.start = start;
    }

    @Override
    void apply(Commit commit) throws SQLException {
        LaneStates.State known = commit.lane(name);
        if (known == null) {
            known = new LaneStates.State(insert(commit), new LaneTotals(0, 0, 0, 0), 0, 0);
            commit.put(known);
        }
        result = known.record();
    }

    private LaneRecord insert(Commit commit) throws SQLException {
        long cursor = cursor(commit);
        try (PreparedStatement insert = commit.sql.connection.prepareStatement(
                "INSERT INTO lane (name, born_at, start_seq, cursor) VALUES (?, ?, ?, ?) RETURNING id")) {
            insert.setString(1, name);
            insert.setLong(2, commit.at());
            insert.setLong(3, cursor);
            insert.setLong(4, cursor);
            try (ResultSet row = insert.executeQuery()) {
                return new LaneRecord(row.getInt(1), name, commit.at(), cursor, false);
            }
        }
    }

    /** Of a time: by reading on from the first kept event, for the clock may have jumped and order is by seq. */
    private long cursor(Commit commit) throws SQLException {
        if (start instanceof Start.Now) {
            return commit.head();
        }
        long time = start instanceof Start.At at ? at.receivedAt() : Long.MIN_VALUE;
        try (PreparedStatement select = commit.sql.connection.prepareStatement(
                "SELECT seq FROM event WHERE received_at >= ? ORDER BY seq LIMIT 1")) {
            select.setLong(1, time);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) - 1 : commit.head();
            }
        }
    }

    @Override
    LaneRecord result() {
        return result;
    }
}
