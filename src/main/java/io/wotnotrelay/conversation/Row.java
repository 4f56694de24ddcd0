package io.wotnotrelay.conversation;

/**
 * A version on its way to the file.
 *
 * @param key of its conversation, bounded
 */
record Row(String key, Version version) {
    /** About what it costs in memory, in bytes. */
    int weight() {
        return 100 + 2 * key.length() + version.context().weight();
    }
}
