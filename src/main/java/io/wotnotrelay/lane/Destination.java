package io.wotnotrelay.lane;

import io.wotnotrelay.log.StoredEvent;

/** What a lane delivers to. Called from several threads at once, at most {@code concurrency}. */
public interface Destination {
    /** Delivers and says how it went; returning is the end of the effect. Exceptions count as {@link Result.Failure#BAD_EVENT}. */
    Result deliver(Delivery delivery);

    /**
     * Asked once for each event before its first delivery, from any thread: why the destination's filter leaves the
     * event out (the expression and the value), or null when it wants it.
     */
    default String filtered(StoredEvent event) {
        return null;
    }

    /**
     * Whether what it does must not be done twice and it cannot tell a second time by itself. Then the log knows of each
     * delivery before it begins, and one that may have been done already says so ({@link Delivery#doubts()}).
     */
    default boolean wantsIntents() {
        return false;
    }
}
