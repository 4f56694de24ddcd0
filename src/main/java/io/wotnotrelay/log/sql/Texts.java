package io.wotnotrelay.log.sql;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How a database keeps texts so that every Java string comes back exactly: no encoding has half a surrogate pair. */
public interface Texts {
    /** Binds a text, or null. */
    void set(PreparedStatement statement, int at, String text) throws SQLException;

    /** The text that {@link #set} has bound. */
    String get(ResultSet row, int at) throws SQLException;

    /** Whether a text has half a surrogate pair: then there is no UTF-8 of it. */
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

    /** UTF-16, big end first. */
    static byte[] wide(String text) {
        ByteBuffer out = ByteBuffer.allocate(text.length() * 2);
        out.asCharBuffer().put(text);
        return out.array();
    }

    /** What {@link #wide} gave. */
    static String narrow(byte[] wide) {
        return ByteBuffer.wrap(wide).asCharBuffer().toString();
    }
}
