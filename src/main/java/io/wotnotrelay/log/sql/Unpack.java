package io.wotnotrelay.log.sql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link Pack} wrote. */
final class Unpack {
    private final byte[] bytes;
    private int at;

    Unpack(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean more() {
        return at < bytes.length;
    }

    long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    String text() {
        long head = number();
        int length = (int) (head >> 1);
        byte[] part = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return (head & 1) == 1 ? Texts.narrow(part) : new String(part, StandardCharsets.UTF_8);
    }
}
