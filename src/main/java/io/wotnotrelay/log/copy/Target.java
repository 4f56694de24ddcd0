package io.wotnotrelay.log.copy;

import java.sql.SQLException;
import java.util.List;

/** Where the log is copied to. Until {@link #finish} no relay starts on it. */
public interface Target extends Reading {
    /** What a copy that was broken off has left; null where there is nothing. */
    Mark mark() throws SQLException;

    /** Marks it, before anything else is written. */
    void begin(Mark mark, long bornAt) throws SQLException;

    /** Takes away all that a copy that was broken off has left. */
    void clear() throws SQLException;

    /** Takes away all rows of a table. */
    void clear(Table table) throws SQLException;

    /** Takes away the events that are not within; gives the last one left, 0 where none is. */
    long keepEvents(Source.Span span) throws SQLException;

    /** Adds rows, all or none. */
    void write(Table table, List<Object[]> rows) throws SQLException;

    /** From now on {@link #counter} is this, or larger. */
    void count(Table table, long last) throws SQLException;

    /** What is written is on disk from here on. */
    void settle() throws SQLException;

    /** Takes the mark away: it is a log like any other. */
    void finish(Mark mark) throws SQLException;
}
