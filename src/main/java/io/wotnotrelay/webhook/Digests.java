package io.wotnotrelay.webhook;

import io.wotnotrelay.event.Minify;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** What makes two items the same event: the first 16 bytes of the SHA-256 of their minified bytes. */
final class Digests {
    private static final int BYTES = 16;
    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Digests::sha256);

    private Digests() {}

    /** A fresh SHA-256, reset; one for each thread. */
    static MessageDigest shared() {
        MessageDigest digest = SHA256.get();
        digest.reset();
        return digest;
    }

    /** Of an item that says when it happened. */
    static byte[] of(byte[] raw, boolean compact) {
        return finish(updated(raw, compact));
    }

    /** Of an item that may well be sent again as another event: the receipt tells it from those of other requests. */
    static byte[] of(byte[] raw, boolean compact, long receipt) {
        MessageDigest digest = updated(raw, compact);
        for (int shift = 56; shift >= 0; shift -= 8) {
            digest.update((byte) (receipt >>> shift));
        }
        return finish(digest);
    }

    private static MessageDigest updated(byte[] raw, boolean compact) {
        MessageDigest digest = shared();
        digest.update(compact ? raw : Minify.json(raw, 0, raw.length));
        return digest;
    }

    private static byte[] finish(MessageDigest digest) {
        return Arrays.copyOf(digest.digest(), BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256, which every one must have.", e);
        }
    }
}
