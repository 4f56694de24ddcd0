package io.wotnotrelay.log.copy;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is known of conversations where the log is a file: a file of its own, made of the log. It holds
 * {@link Table#CONTEXT}, and up to which event in the one row of {@code state}.
 */
public interface ContextFiles {
    /** The one of this log, to be read; null where there is none that can be relied on. */
    Connection read(String log) throws SQLException;

    /** Begins an empty one for this log, under another name. */
    Connection create(String log) throws SQLException;

    /** After rows were added: what finds them is brought up to date. */
    void added(Connection created, Iterable<Object[]> rows) throws SQLException;

    /** Gives what was created and closed its name. One of another log is put aside. */
    void finish() throws SQLException;
}
