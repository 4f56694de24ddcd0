package io.wotnotrelay.log;

import java.util.function.LongConsumer;

/** What a log counts since it was opened. Cheap to read, from any thread. */
public interface LogMeters {
    /** Commits that went well. */
    long commits();

    /** Commits that failed. */
    long failedCommits();

    /** Events added that came in requests. */
    long appended();

    /** Items that were already there. */
    long duplicates();

    /** Digests remembered now. */
    long digests();

    /** Bytes of commands that wait for the writer now. */
    long queuedBytes();

    /** Bytes of the write-ahead log file now; 0 where the store has none. */
    long walBytes();

    /** Told how long each commit took, in nanoseconds, on the writer's thread: be quick. */
    void onCommit(LongConsumer nanos);
}
