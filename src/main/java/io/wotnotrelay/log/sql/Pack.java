package io.wotnotrelay.log.sql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow: numbers in seven bits a byte (LEB128), texts with their length before them. */
final class Pack {
    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void clear() {
        size = 0;
    }

    /** A number that is seldom negative: a negative one takes ten bytes. */
    Pack number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** A number that is near zero on either side. */
    Pack signed(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    Pack raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    /** Any text, exactly: UTF-8, or UTF-16 where half a surrogate pair would be lost. */
    Pack text(String text) {
        boolean wide = Texts.hasLoneSurrogate(text);
        byte[] more = wide ? Texts.wide(text) : text.getBytes(StandardCharsets.UTF_8);
        return number((long) more.length << 1 | (wide ? 1 : 0)).raw(more);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
