package io.wotnotrelay.log.copy;

import java.sql.SQLException;
import java.util.List;

/** A store that is read. A row is an array of Long, String, byte[] and null, in the order of its table's columns. */
public interface Reading extends AutoCloseable {
    /** Where it is, for people: without a user or a password. */
    String name();

    /** How many rows a table has, for the progress; of the events, how many there can be. */
    long count(Table table) throws SQLException;

    /** The next rows by their key after this one, null for the first: a few thousand and a few MiB; none at the end. */
    List<Object[]> page(Table table, Object[] after) throws SQLException;

    /** The last id that a table whose ids are counted up has given; of the context, the event up to which it was made. */
    long counter(Table table) throws SQLException;

    /** What happened, in a sentence, where it failed. */
    String fault(SQLException failure);

    @Override
    void close();
}
