package io.wotnotrelay.conversation;

import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.derived.DerivedFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * {@code context.db}: a row for each change of what is known of a conversation, appended in the order of the log. Rows are
 * found by half a digest of the conversation's key, which is all that stands in random order: few bytes, written in large
 * sorted batches.
 */
final class ContextFile {
    static final String NAME = "context.db";

    private static final int DIGEST = 16;
    private static final DerivedFile.Shape SHAPE = new DerivedFile.Shape(
            "context",
            1,
            List.of(
                    "CREATE TABLE context (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, conversation BLOB NOT NULL,"
                            + " data BLOB NOT NULL)",
                    "CREATE TABLE by_conversation (hash INTEGER, seq INTEGER, PRIMARY KEY (hash, seq)) WITHOUT ROWID"));

    private ContextFile() {}

    static DerivedFile in(Path data, LogStore log) {
        return new DerivedFile(data.resolve(NAME), log, SHAPE);
    }

    /** What a conversation's rows carry instead of its key; of the characters, for not every text is valid UTF-8. */
    static byte[] digest(String key) {
        ByteBuffer chars = ByteBuffer.allocate(2 * key.length());
        key.chars().forEach(c -> chars.putChar((char) c));
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(chars.array());
            return Arrays.copyOf(whole, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256; use a standard JDK.", e);
        }
    }

    static long hash(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }
}
