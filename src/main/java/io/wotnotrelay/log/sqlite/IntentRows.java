package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Settlement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.LongStream;

/** Writes and reads what lanes are about to do. */
final class IntentRows {
    private final PreparedStatement begin;
    private final PreparedStatement end;
    private final PreparedStatement expire;

    IntentRows(Connection connection) throws SQLException {
        begin = connection.prepareStatement("INSERT OR REPLACE INTO intent (lane, seq, at) VALUES (?, ?, ?)");
        end = connection.prepareStatement("DELETE FROM intent WHERE lane = ? AND seq = ?");
        expire = connection.prepareStatement("DELETE FROM intent WHERE lane = ?1 AND seq BETWEEN ?2 AND ?3"
                + " AND seq NOT IN (SELECT seq FROM parked WHERE lane = ?1)"
                + " AND seq NOT IN (SELECT seq FROM dead_letter WHERE lane = ?1)");
    }

    /** What is over goes first: the same event may be begun again. */
    void write(int lane, Settlement settlement, long at) throws SQLException {
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
        expire.executeUpdate();
    }

    /** Events of a lane that were begun and are not over, ascending. */
    static long[] read(Connection connection, int lane) throws SQLException {
        LongStream.Builder seqs = LongStream.builder();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT seq FROM intent WHERE lane = ? ORDER BY seq")) {
            select.setInt(1, lane);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    seqs.add(row.getLong(1));
                }
            }
        }
        return seqs.build().toArray();
    }

    /** How many events of a lane were begun and are not over; none in the file of a relay that kept no intents. */
    static long count(Connection connection, int lane) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'intent'")) {
            return table.next() ? read(connection, lane).length : 0;
        }
    }
}
