package io.wotnotrelay.lane;

import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.StoredEvent;

/**
 * One delivery that the lane has read and not settled. Small on purpose: ten thousand of them may stand behind a dead
 * destination, so the event itself is here only while its turn is near, and the last cause only in its row of the log.
 * Owned by the lane's thread.
 */
final class Entry {
    /** Of a delivery that may go in a batch of any size. */
    static final int ANY = Integer.MAX_VALUE;

    private static final long NOT_COUNTING = -1;

    final long seq;
    final String conversation;
    /** Epoch milliseconds; 0 where it is not known (restored from its row). */
    final long receivedAt;

    Chain chain;
    Entry next;

    /** The event, where it is at hand; else it is fetched when it runs. */
    StoredEvent body;

    /** Tries that counted, within the job where it is of one. */
    int attempts;
    /** Tries before its job. */
    int earlier;
    /** Whether it was a dead letter when its job took it, and is one until that has an end for it. */
    boolean letter;
    /** Running time of the lane since the first try, in milliseconds, up to the last failure. */
    long age;
    /** How much of its tries or its time was used up at its last failure, in percent; 0 after a restart. */
    int used;
    /** When it may run, in nanoseconds of the lane's ticker. */
    long due;
    /** The largest batch it may be in: halved while a bad event is looked for. */
    int limit = ANY;
    /** Whether it has left the order of its conversation; then it is a chain of its own. */
    boolean outOfOrder;
    /** Running time of the lane at which it leaves the order, in milliseconds. */
    long escapeAt = Long.MAX_VALUE;
    /** The number of the hold it caused; 0 for none. When that one is over, this one is on trial. */
    long trial;
    /** Whether the destination's filter has let it through. */
    boolean asked;
    /** Since when it is ready, in nanoseconds of the lane's ticker; 0 while it never was, or since its last failure. */
    long readyAt;

    /** Whether there is an intent of it, on disk or on its way there. */
    boolean intent;
    /** Why it may have been done already; null where that is known. */
    Doubt doubt;

    /** How it is parked, or about to be; null where it is not. */
    Parked.State parkedAs;
    /** Whether a parked row of it is on disk. */
    boolean row;
    /** What holds its change and is not on disk yet. */
    Draft writing;
    /** Whether the cursor may pass it. */
    boolean passable;

    private long since = NOT_COUNTING;

    Entry(long seq, String conversation, long receivedAt) {
        this.seq = seq;
        this.conversation = conversation;
        this.receivedAt = receivedAt;
    }

    /** A try begins: from now on it ages. */
    void begin(long runMillis) {
        if (since == NOT_COUNTING) {
            since = runMillis;
        }
    }

    /** A try failed that counts. */
    void failed(long runMillis) {
        attempts++;
        age += Math.max(0, runMillis - since);
        since = runMillis;
    }

    /** A try failed that is not the event's fault: neither the try nor the time counts. */
    void spared() {
        since = NOT_COUNTING;
    }

    /** Goes on ageing from here, as it did before a restart. */
    void resume(long runMillis) {
        since = runMillis;
    }

    /** All tries there ever were, as far as is known. */
    int tries() {
        return earlier + attempts;
    }

    /** Its row, were it parked so. */
    Parked row(Parked.State state, long dueAt, int code, String cause) {
        return new Parked(seq, state, conversation, tries(), dueAt, age, code, cause, outOfOrder);
    }

    long weight() {
        return body == null ? 0 : weight(body);
    }

    /** About what an event costs in memory once it is read into its parts, in bytes. */
    static long weight(StoredEvent event) {
        return 1024 + 4L * event.raw().length;
    }
}
