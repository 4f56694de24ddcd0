package io.wotnotrelay.conversation;

import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.derived.DerivedFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * {@code context.db}: a row for each change of what is known of a conversation, appended in the order of the log. Rows are
 * found by half a digest of the conversation's key, which is all that stands in random order: few bytes, written in large
 * sorted batches.
 */
final class ContextFile implements ContextTables {
    static final String NAME = "context.db";

    static final DerivedFile.Shape SHAPE = new DerivedFile.Shape(
            "context",
            1,
            List.of(
                    "CREATE TABLE context (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, conversation BLOB NOT NULL,"
                            + " data BLOB NOT NULL)",
                    "CREATE TABLE by_conversation (hash INTEGER, seq INTEGER, PRIMARY KEY (hash, seq)) WITHOUT ROWID"));

    private final DerivedFile file;

    ContextFile(Path data, LogStore log) {
        file = new DerivedFile(data.resolve(NAME), log, SHAPE);
    }

    @Override
    public ContextWrites writes(boolean anew) throws SQLException {
        return FileWrites.on(file, anew);
    }

    @Override
    public ContextReads reads() throws SQLException {
        return new FileReads(file);
    }

    @Override
    public boolean isGone() {
        return file.isGone();
    }

    @Override
    public boolean isDamage(SQLException e) {
        return DerivedFile.isDamage(e) || e instanceof ContextStore.DamagedRow;
    }

    /** It is nobody else's anyway. */
    @Override
    public AutoCloseable hold(Lease lease) {
        return () -> {};
    }

    @Override
    public void close() {
        // those who write and read have closed their connections
    }
}
