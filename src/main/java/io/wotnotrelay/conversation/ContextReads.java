package io.wotnotrelay.conversation;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** Asks the rows; each question is a transaction of its own. */
interface ContextReads extends AutoCloseable {
    /** What was known at this seq; {@link Version#NONE} for nothing. */
    Version asOf(String key, long seq) throws SQLException;

    /** The same of many conversations; those of which nothing was known are left out. */
    Map<String, Version> asOf(Collection<String> keys, long seq) throws SQLException;

    /** The first version after this seq; {@link Version#NONE} for none. */
    Version next(String key, long seq) throws SQLException;

    @Override
    void close() throws SQLException;
}
