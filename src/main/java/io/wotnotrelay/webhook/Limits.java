package io.wotnotrelay.webhook;

/** What an item may be at most; beyond it is kept byte for byte as {@code unparsable}, so that no reader behind the log has to cope with it. */
final class Limits {
    /** Objects and arrays within each other, the item's own included. */
    static final int DEPTH = 64;

    /** Names in all objects of the item together. */
    static final int KEYS = 5_000;

    /** Digits of a number. */
    static final int DIGITS = 100;

    /** Bytes of a string as written. */
    static final int TEXT = 1024 * 1024;

    /** Bytes of a name as written; Jackson, which reads the item later, takes no longer ones (StreamReadConstraints). */
    static final int NAME = 50_000;

    /** Items of a batch; the largest body filled with WotNot's smallest event holds a third of this. */
    static final int ITEMS = 100_000;

    private Limits() {}

    /** Whether what was measured stays within them. */
    static boolean hold(Measure item) {
        return item.deepest() <= DEPTH
                && item.names() <= KEYS
                && item.longestNumber() <= DIGITS
                && item.longestText() <= TEXT
                && item.longestName() <= NAME;
    }
}
