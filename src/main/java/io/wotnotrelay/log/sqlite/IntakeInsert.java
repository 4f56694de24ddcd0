package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.sql.IntakePack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Adds the row of a commit that took something in. The running maximum and the count are the database's own last row's. */
final class IntakeInsert {
    private final PreparedStatement insert;

    IntakeInsert(Connection connection) throws SQLException {
        this.insert = connection.prepareStatement("INSERT INTO intake (at, head, low, high, receipts, digests) VALUES"
                + " (?, ?, ?, max(?, coalesce((SELECT high FROM intake ORDER BY n DESC LIMIT 1), 0)), ?, ?)");
    }

    void insert(long at, long head, IntakePack intake, byte[] digests) throws SQLException {
        insert.setLong(1, at);
        insert.setLong(2, head);
        insert.setLong(3, intake.low());
        insert.setLong(4, intake.high());
        insert.setBytes(5, intake.toBytes());
        insert.setBytes(6, digests);
        insert.executeUpdate();
    }
}
