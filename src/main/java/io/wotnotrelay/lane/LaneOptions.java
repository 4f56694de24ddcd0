package io.wotnotrelay.lane;

import io.wotnotrelay.event.Subscription;
import io.wotnotrelay.log.EventLog;
import java.time.Duration;
import java.util.List;

/**
 * How a lane runs: the options of {@code wotnot:} with their defaults applied.
 *
 * @param name the destination's name
 * @param subscription which events it gets
 * @param start where it begins when it is born
 * @param ordered whether events of one conversation go one after the other
 * @param concurrency route runs at once, 1 or more
 * @param rate route runs per time; null for no limit
 * @param quota the name of what it shares with other lanes: their rate, and their wait after a 429; null for nothing
 * @param batch events per run; null for one by one
 * @param retry when a failed delivery is tried again
 * @param orderEscape of running time after which an event that fails lets the later ones of its conversation go on
 * @param breaker when the lane stands still because nothing is delivered
 */
public record LaneOptions(
        String name,
        Subscription subscription,
        EventLog.Start start,
        boolean ordered,
        int concurrency,
        Rate rate,
        String quota,
        BatchSize batch,
        Retry retry,
        Duration orderEscape,
        Breaker breaker) {
    /** So many route runs in so much time. */
    public record Rate(int runs, Duration per) {}

    /**
     * @param failures transient ones in a row, whatever the events, after which the lane stands still
     * @param probe until it tries one delivery; grows with each that fails
     */
    public record Breaker(int failures, Duration probe) {}

    /** Up to so many events, or as many as there are after so long. */
    public record BatchSize(int events, Duration within) {}

    /**
     * @param retries tries after the first one
     * @param delay before the first retry; doubled for each further one, with additive jitter
     * @param maxDelay the longest delay
     * @param maxAge of running time after the first try, after which a delivery is given up
     * @param schedule the delays one by one instead of doubling; empty for doubling
     */
    public record Retry(int retries, Duration delay, Duration maxDelay, Duration maxAge, List<Duration> schedule) {}
}
