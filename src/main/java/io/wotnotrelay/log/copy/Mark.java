package io.wotnotrelay.log.copy;

import io.wotnotrelay.log.LogOpenException;
import java.util.UUID;

/**
 * Stands where the log's id would while it is being copied, so that no relay takes half a log for a whole one.
 *
 * @param log the id the copy will have
 * @param source the id of the log that is copied
 */
public record Mark(String log, String source) {
    private static final String WORD = "half-copied:";

    /** For a copy of this log. */
    static Mark of(String source) {
        return new Mark(UUID.randomUUID().toString(), source);
    }

    /** What is written down. */
    public String text() {
        return WORD + log + ":" + source;
    }

    /** The mark that stands where an id would; null where it is an id. */
    public static Mark read(String id) {
        if (!id.startsWith(WORD)) {
            return null;
        }
        String[] parts = id.substring(WORD.length()).split(":", 2);
        return new Mark(parts[0], parts.length < 2 ? "" : parts[1]);
    }

    /** Lets no log be opened that was copied by half. */
    public static void refuse(String id, String name) {
        if (read(id) != null) {
            throw new LogOpenException(
                    "The event log " + name
                            + " was copied by half: run bin/relay migrate again, with the settings it was"
                            + " begun with, or set relay.store.url back to the log it was copied from.",
                    null);
        }
    }
}
