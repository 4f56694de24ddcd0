package io.wotnotrelay.log.copy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest (SHA-256) over rows in their order: each value with what it is and how long it is. */
final class RowDigest {
    private final MessageDigest digest;
    private ByteBuffer buffer = ByteBuffer.allocate(64 << 10);

    RowDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256; use a standard JDK.", e);
        }
    }

    void add(Object[] row) {
        for (Object value : row) {
            if (value == null) {
                room(1).put((byte) 'n');
            } else if (value instanceof Long number) {
                room(9).put((byte) 'l').putLong(number);
            } else if (value instanceof byte[] bytes) {
                room(5 + bytes.length).put((byte) 'b').putInt(bytes.length).put(bytes);
            } else {
                String text = (String) value;
                room(5 + 2 * text.length()).put((byte) 't').putInt(text.length());
                buffer.asCharBuffer().put(text);
                buffer.position(buffer.position() + 2 * text.length());
            }
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
            if (buffer.capacity() < bytes) {
                buffer = ByteBuffer.allocate(bytes);
            }
        }
        return buffer;
    }

    private void flush() {
        digest.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    String hex() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }
}
