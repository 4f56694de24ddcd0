package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.sql.Session;
import io.wotnotrelay.log.sql.Texts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A text with half a surrogate pair is a blob of UTF-16 in its column, any other one is a text. */
final class SqliteTexts implements Texts {
    static final Texts EXACT = new SqliteTexts();

    private SqliteTexts() {}

    /** This connection, with that. */
    static Session on(Connection connection) {
        return new Session(connection, EXACT);
    }

    @Override
    public void set(PreparedStatement statement, int at, String text) throws SQLException {
        if (text != null && Texts.hasLoneSurrogate(text)) {
            statement.setBytes(at, Texts.wide(text));
        } else {
            statement.setString(at, text);
        }
    }

    @Override
    public String get(ResultSet row, int at) throws SQLException {
        Object value = row.getObject(at);
        return value instanceof byte[] bytes ? Texts.narrow(bytes) : (String) value;
    }
}
