package io.wotnotrelay.log.sql;

import java.time.Clock;
import java.time.Duration;

/**
 * What an open log is made of.
 *
 * @param id the log's own
 * @param inbox what waits for the writer
 * @param writer the one that writes
 * @param memory what it keeps at hand
 * @param readers for questions
 * @param faults what to say when something fails
 * @param meters what it counts
 * @param dedupWindow how long digests are needed
 * @param clock the time
 */
public record Core(
        String id,
        Inbox inbox,
        Writer writer,
        Memory memory,
        Readers readers,
        Faults faults,
        Meters meters,
        Duration dedupWindow,
        Clock clock) {}
