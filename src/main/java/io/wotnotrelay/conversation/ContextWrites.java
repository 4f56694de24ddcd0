package io.wotnotrelay.conversation;

import java.sql.SQLException;
import java.util.List;

/** Writes contexts, and lets go of old ones; for one thread. */
interface ContextWrites extends AutoCloseable {
    /**
     * @param cursor up to here the log is in the rows, whoever wrote them
     * @param forgets another number when rows were deleted
     */
    record Kept(long cursor, long forgets) {}

    /** A row as forgetting looks at it: {@code next} is the seq of its conversation's next one, 0 for none. */
    record Old(long seq, long at, byte[] digest, long next) {}

    /** How far the rows are. */
    Kept kept() throws SQLException;

    /** Whether it is this relay that writes and deletes. */
    boolean isMine();

    /**
     * Appends all of them, and how far the log is in the rows then.
     *
     * @param from the cursor they follow
     * @return false where the cursor is another, or another replica writes now; it may have been moved a part of the way
     */
    boolean write(Memory.Unwritten unwritten, long from) throws SQLException;

    /** The oldest rows after this seq and below another, at most so many. */
    List<Old> old(long after, long below, int most) throws SQLException;

    /** Deletes all of them; false, and none, where another replica writes now. */
    boolean delete(List<Old> rows) throws SQLException;

    @Override
    void close() throws SQLException;
}
