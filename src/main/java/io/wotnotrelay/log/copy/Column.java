package io.wotnotrelay.log.copy;

/** A column that both kinds of store have. */
public record Column(String name, Kind kind) {
    /** What it holds, and so how it is kept. */
    public enum Kind {
        /** 64 bits. */
        LONG,
        /** 32 bits. */
        INT,
        /** A word of the relay's own, or a destination's name: the same text in both. */
        NAME,
        /** Any Java string, or null; each store has its own way of keeping what no encoding holds. */
        TEXT,
        /** Bytes. */
        BYTES
    }
}
