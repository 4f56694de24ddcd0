package io.wotnotrelay.watch;

/** Looks at one thing, again and again, on the watch's thread. */
interface Watcher {
    /** {@code now}: epoch milliseconds. What it throws is told in the log file and tried again. */
    void look(long now);
}
