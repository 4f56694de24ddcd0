package io.wotnotrelay.event;

import java.time.Instant;

/** Makes the readable event of an item's bytes. */
public final class EventReader {
    private EventReader() {}

    /** Never fails: what cannot be read becomes an {@code unparsable} event. */
    public static Event read(String id, long seq, Instant receivedAt, Kind kind, byte[] raw) {
        throw new UnsupportedOperationException("EventReader");
    }
}
