package io.wotnotrelay.log.copy;

/** Told how far a copy is, after each page. */
public interface Progress {
    /** What is being done. */
    enum Phase {
        COPY,
        CHECK
    }

    /**
     * @param table the table that is being copied or checked
     * @param done rows of all tables so far
     * @param total rows of all tables; about, for what is counted only while it is read
     */
    void at(Phase phase, String table, long done, long total);
}
