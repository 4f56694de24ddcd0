package io.wotnotrelay.api;

import java.time.Instant;

/**
 * A destination as the API shows it.
 *
 * @param name null for a file whose destinations cannot be read
 * @param cause why it does not deliver, or the last failure since the last delivery; null when all is well
 * @param file the file it is in; null where there is none
 * @param line where in the file the mistake is, from 1; null where there is none
 * @param column the same
 * @param excerpt that line as it stands in the file, without secrets; null where there is none
 * @param bornAt when it was first seen; null for one that was never started
 * @param cursor every event up to this seq is settled or parked
 * @param waiting events that are not settled or parked, at most
 * @param dead dead letters there are now
 * @param delivered since it was born, as {@code filtered} and {@code expired}
 * @param oldestWaitingSeconds age of the oldest event it has not got; 0 where there is none
 */
record DestinationView(
        String name,
        DestinationState state,
        String cause,
        String file,
        Integer line,
        Integer column,
        String excerpt,
        Instant bornAt,
        long cursor,
        long waiting,
        long retrying,
        long blocked,
        long held,
        long dead,
        long delivered,
        long filtered,
        long expired,
        long oldestWaitingSeconds) {}
