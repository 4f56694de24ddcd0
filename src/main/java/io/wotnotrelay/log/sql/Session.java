package io.wotnotrelay.log.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A connection to a log, and how texts are kept there.
 *
 * @param connection the connection
 * @param texts how
 */
public record Session(Connection connection, Texts texts) {
    /** A statement on it. */
    public PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }
}
