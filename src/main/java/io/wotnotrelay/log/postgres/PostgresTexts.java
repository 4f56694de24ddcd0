package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.sql.Session;
import io.wotnotrelay.log.sql.Texts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A column of PostgreSQL holds no U+0000 and no half surrogate pair: these are written with a backslash. */
final class PostgresTexts implements Texts {
    static final Texts EXACT = new PostgresTexts();
    private static final char ESCAPE = '\\';

    private PostgresTexts() {}

    /** This connection, with that. */
    static Session on(Connection connection) {
        return new Session(connection, EXACT);
    }

    @Override
    public void set(PreparedStatement statement, int at, String text) throws SQLException {
        statement.setString(at, text == null ? null : escape(text));
    }

    @Override
    public String get(ResultSet row, int at) throws SQLException {
        String text = row.getString(at);
        return text == null ? null : unescape(text);
    }

    static String escape(String text) {
        if (text.indexOf(ESCAPE) < 0 && text.indexOf(0) < 0 && !Texts.hasLoneSurrogate(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point == ESCAPE) {
                out.append("\\\\");
            } else if (point == 0) {
                out.append("\\0");
            } else if (Character.getType(point) == Character.SURROGATE) {
                out.append("\\u").append(Integer.toHexString(point));
            } else {
                out.appendCodePoint(point);
            }
        }
        return out.toString();
    }

    static String unescape(String text) {
        if (text.indexOf(ESCAPE) < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ESCAPE) {
                out.append(c);
                continue;
            }
            char which = text.charAt(++i);
            if (which == 'u') {
                out.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                out.append(which == '0' ? '\0' : which);
            }
        }
        return out.toString();
    }
}
