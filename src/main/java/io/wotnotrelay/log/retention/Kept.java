package io.wotnotrelay.log.retention;

import java.time.Duration;
import java.util.Map;

/**
 * What the log keeps, as of the last look.
 *
 * @param usedBytes bytes of the pages in use
 * @param oldestAt when the oldest event still kept was received, epoch milliseconds; 0 where none is kept
 * @param pins by the destination's name, for how long it has stood still with events waiting; zero where it has not
 */
public record Kept(long usedBytes, long oldestAt, Map<String, Duration> pins) {}
