package io.wotnotrelay.conversation;

/**
 * What was known of a conversation from one of its events on.
 *
 * @param seq of that event; 0 where nothing was known yet
 * @param at when it was received, in epoch milliseconds
 */
record Version(long seq, long at, Context context) {
    static final Version NONE = new Version(0, 0, Context.NONE);
}
