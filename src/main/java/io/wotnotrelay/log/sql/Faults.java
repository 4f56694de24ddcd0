package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.StoreUnavailableException;

/** Sentences for the person who must act when the store fails. */
public interface Faults {
    /** What is wrong and what to do. */
    String sentence(Throwable cause);

    /** Refuses when more waits than the heap should hold. */
    StoreUnavailableException full(long bytes);

    /** Refuses what a commit that failed held. */
    default StoreUnavailableException unavailable(Throwable cause) {
        return new StoreUnavailableException(sentence(cause), cause);
    }

    /** Refuses what comes after the end. */
    default StoreUnavailableException closing() {
        return new StoreUnavailableException("The relay is stopping and takes no more events.", null);
    }
}
