package io.wotnotrelay.log.sql;

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
    private final long found;
    private LaneRecord result;

    /** @param found the place before the first event of the time told; looked up beforehand, for that may take long */
    LaneBirth(String name, Start start, long found) {
        this.name = name;
        this.start = start;
        this.found = found;
    }

    @Override
    public void apply(Commit commit) throws SQLException {
        LaneStates.State known = commit.lane(name);
        if (known == null) {
            known = new LaneStates.State(insert(commit), new LaneTotals(0, 0, 0, 0), 0, 0);
            commit.put(known);
        }
        result = known.record();
    }

    private LaneRecord insert(Commit commit) throws SQLException {
        long cursor = cursor(commit);
        try (PreparedStatement insert = commit.sql.session.prepare(
                "INSERT INTO lane (name, born_at, start_seq, cursor) VALUES (?, ?, ?, ?) RETURNING id")) {
            insert.setString(1, name);
            insert.setLong(2, commit.at());
            insert.setLong(3, cursor);
            insert.setLong(4, cursor);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new LaneRecord(row.getInt(1), name, commit.at(), cursor, false);
            }
        }
    }

    private long cursor(Commit commit) throws SQLException {
        if (start instanceof Start.At) {
            return Math.min(found, commit.head());
        }
        if (start instanceof Start.Now) {
            return commit.head();
        }
        long first = EventReads.first(commit.sql.session);
        return first == 0 ? commit.head() : first - 1;
    }

    @Override
    public LaneRecord result() {
        return result;
    }
}
