package io.wotnotrelay.log.index;

import java.util.OptionalLong;

/** Finds events by id, conversation, type, time and text. It trails the log; what it has not reached yet is read from the log itself, within bounds. */
public interface EventIndex extends AutoCloseable {
    /** The place of the newest event with this id ({@code evt_} and 32 hex digits) that is still kept. */
    OptionalLong byId(String id);

    /** The places of the events that match, newest first. */
    Found search(EventQuery query);

    /** Every event up to this seq is in the index. */
    long indexedTo();

    /** How many events the index is behind the log. */
    long lag();

    @Override
    void close();
}
