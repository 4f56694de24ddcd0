package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.sql.LaneWrites;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A part of a table whose rows are added at its end, never changed and forgotten from its front: it can be copied a page
 * at a time while the relay goes on writing.
 *
 * @param table its name
 * @param key the column its rows stand in order of
 * @param low the part's keys are above this
 * @param high and below this
 */
record CopyRange(String table, String key, long low, long high) {
    private static final String BETWEEN = " WHERE %2$s > ? AND %2$s < ?";
    private static final String PAGE =
            "INSERT INTO main.%1$s SELECT * FROM source.%1$s" + BETWEEN + " ORDER BY %2$s LIMIT ?";
    private static final String LAST = "SELECT coalesce(max(%2$s), ?1) FROM main.%1$s WHERE %2$s > ?1 AND %2$s < ?2";
    private static final String END =
            "SELECT coalesce(max(%2$s), ?1) + 1 FROM source.%1$s WHERE %2$s > ?1 AND %2$s < ?2";
    private static final String TRIM = "DELETE FROM main.%1$s WHERE %2$s > ?1 AND %2$s < coalesce("
            + "(SELECT min(%2$s) FROM source.%1$s WHERE %2$s > ?1 AND %2$s < ?2), ?2)";

    static CopyRange whole(String table, String key) {
        return new CopyRange(table, key, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static CopyRange outcomes(long lane) {
        return new CopyRange("outcome", "n", lane << LaneWrites.LANE_SHIFT, (lane + 1) << LaneWrites.LANE_SHIFT);
    }

    /** The part as it is now, without what will be added: there is an end to copying it, however fast that is. */
    CopyRange asOfNow(Connection connection) throws SQLException {
        return new CopyRange(table, key, low, number(connection, END));
    }

    /** Copies what follows the rows that are there already, at most so many; says how many those were. */
    long copy(Connection connection, long most) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(PAGE.formatted(table, key))) {
            insert.setLong(1, number(connection, LAST));
            insert.setLong(2, high);
            insert.setLong(3, most);
            return insert.executeLargeUpdate();
        }
    }

    /** Forgets what the log has forgotten since it was copied. */
    void trim(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(TRIM.formatted(table, key))) {
            delete.setLong(1, low);
            delete.setLong(2, high);
            delete.executeUpdate();
        }
    }

    private long number(Connection connection, String question) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(question.formatted(table, key))) {
            select.setLong(1, low);
            select.setLong(2, high);
            try (ResultSet row = select.executeQuery()) {
                return row.getLong(1);
            }
        }
    }
}
