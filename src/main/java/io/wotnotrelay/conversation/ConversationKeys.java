package io.wotnotrelay.conversation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Conversation keys as they are held by the ten thousand: never blank, never long. */
public final class ConversationKeys {
    private static final int LONGEST = 200;

    private ConversationKeys() {}

    /** The key itself; null for none; the digest of one that is too long to be kept. */
    public static String bounded(String key) {
        if (key == null || key.isBlank()) {
            return null;
        }
        return key.length() <= LONGEST ? key : "sha256:" + digest(key);
    }

    private static String digest(String key) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256; use a standard JDK.", e);
        }
    }
}
