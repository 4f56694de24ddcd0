package io.wotnotrelay.log.copy;

import java.sql.SQLException;

/** The log that is copied. It is only read; no relay runs on it while this is open. */
public interface Source extends Reading {
    /** The id of the log. */
    String id();

    /** When it was begun, in epoch milliseconds. */
    long bornAt() throws SQLException;

    /** Seq of the first event kept, and of the last one; the first is behind the last where none is kept. */
    Span span() throws SQLException;

    /** From an event to another, both included. */
    record Span(long first, long last) {}
}
