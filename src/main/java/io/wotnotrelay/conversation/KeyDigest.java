package io.wotnotrelay.conversation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** What a conversation's rows carry instead of its key. */
final class KeyDigest {
    private static final int BYTES = 16;

    private KeyDigest() {}

    /** Of the characters, for not every text is valid UTF-8. */
    static byte[] of(String key) {
        ByteBuffer chars = ByteBuffer.allocate(2 * key.length());
        key.chars().forEach(c -> chars.putChar((char) c));
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(chars.array());
            return Arrays.copyOf(whole, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256; use a standard JDK.", e);
        }
    }

    /** Half of it, by which a file finds rows. */
    static long hash(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }
}
