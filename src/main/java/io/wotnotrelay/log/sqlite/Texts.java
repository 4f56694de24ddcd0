package io.wotnotrelay.log.sqlite;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Text columns that give back every Java string exactly: half a surrogate pair has no UTF-8, so such a text is a blob of UTF-16. */
final class Texts {
    private Texts() {}

    static void set(PreparedStatement statement, int at, String text) throws SQLException {
        if (text != null && hasLoneSurrogate(text)) {
            statement.setBytes(at, wide(text));
        } else {
            statement.setString(at, text);
        }
    }

    static String get(ResultSet row, int at) throws SQLException {
        Object value = row.getObject(at);
        return value instanceof byte[] bytes ? narrow(bytes) : (String) value;
    }

    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    static byte[] wide(String text) {
        ByteBuffer out = ByteBuffer.allocate(text.length() * 2);
        out.asCharBuffer().put(text);
        return out.array();
    }

    static String narrow(byte[] wide) {
        return ByteBuffer.wrap(wide).asCharBuffer().toString();
    }
}
