package io.wotnotrelay.log.copy;

import java.util.List;

/**
 * A log that was copied, and checked.
 *
 * @param source where it is
 * @param target where the copy is
 * @param log the copy's own id
 * @param first seq of the first event; {@code head + 1} where there is none
 * @param head seq of the last event that was ever taken in
 * @param continued whether this went on with a copy that was broken off
 * @param parts what was read of both, a table each
 * @param faults what differs: the table, and the first row of it, in a sentence; none where all is well
 */
public record Migrated(
        String source,
        String target,
        String log,
        long first,
        long head,
        boolean continued,
        List<Part> parts,
        List<String> faults) {
    /**
     * A table as it was read at the end.
     *
     * @param rows rows of the source
     * @param copied rows of the target
     * @param digest over the source's rows in order, SHA-256 in hex
     * @param copiedDigest over the target's
     */
    public record Part(String table, long rows, long copied, String digest, String copiedDigest) {
        /** Whether both are the same. */
        public boolean same() {
            return rows == copied && digest.equals(copiedDigest);
        }
    }

    /** Whether the copy is the log, and can be used. */
    public boolean good() {
        return faults.isEmpty();
    }

    /** Rows of a table, by its name; 0 where it was not copied. */
    public long rows(String table) {
        return parts.stream()
                .filter(part -> part.table().equals(table))
                .mapToLong(Part::rows)
                .sum();
    }
}
