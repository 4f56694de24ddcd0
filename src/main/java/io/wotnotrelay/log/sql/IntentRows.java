package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Settlement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.LongStream;

/** Writes and reads what lanes are about to do. */
public final class IntentRows {
    private final PreparedStatement begin;
    private final PreparedStatement end;
    private final PreparedStatement expire;

    public IntentRows(Session session) throws SQLException {
        begin = session.prepare("INSERT INTO intent (lane, seq, at) VALUES (?, ?, ?)"
                + " ON CONFLICT (lane, seq) DO UPDATE SET at = excluded.at");
        end = session.prepare("DELETE FROM intent WHERE lane = ? AND seq = ?");
        expire = session.prepare("DELETE FROM intent WHERE lane = ? AND seq BETWEEN ? AND ?"
                + " AND seq NOT IN (SELECT seq FROM parked WHERE lane = ?)"
                + " AND seq NOT IN (SELECT seq FROM dead_letter WHERE lane = ?)");
    }

    /** What is over goes first: the same event may be begun again. */
    public void write(int lane, Settlement settlement, long at) throws SQLException {
        for (long seq : settlement.intents().over()) {
            end.setInt(1, lane);
            end.setLong(2, seq);
            end.executeUpdate();
        }
        for (Outcome outcome : settlement.outcomes()) {
            if (outcome.events() > 1) {
                expire(lane, outcome.first(), outcome.seq());
            }
        }
        for (long seq : settlement.intents().begun()) {
            begin.setInt(1, lane);
            begin.setLong(2, seq);
            begin.setLong(3, at);
            begin.executeUpdate();
        }
    }

    /** Of many that expired together; what is parked or dead between them has not. */
    private void expire(int lane, long first, long last) throws SQLException {
        expire.setInt(1, lane);
        expire.setLong(2, first);
        expire.setLong(3, last);
        expire.setInt(4, lane);
        expire.setInt(5, lane);
        expire.executeUpdate();
    }

    /** Events of a lane that were begun and are not over, ascending. */
    public static long[] read(Session session, int lane) throws SQLException {
        LongStream.Builder seqs = LongStream.builder();
        try (PreparedStatement select = session.prepare("SELECT seq FROM intent WHERE lane = ? ORDER BY seq")) {
            select.setInt(1, lane);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    seqs.add(row.getLong(1));
                }
            }
        }
        return seqs.build().toArray();
    }
}
