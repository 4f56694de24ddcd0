package io.wotnotrelay.lane;

import java.time.Duration;

/** Open after several transient failures in a row, whatever the events: then the destination is left alone and probed. */
final class Breaker {
    /** Between two probes. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final int most;
    private final Probe probe;
    private int failures;
    private String cause;

    Breaker(LaneOptions.Breaker options) {
        this.most = options.failures();
        this.probe = new Probe(options.probe(), LONGEST);
    }

    Probe probe() {
        return probe;
    }

    boolean isOpen() {
        return cause != null;
    }

    /** Why it is open; null when it is not. */
    String cause() {
        return cause;
    }

    /** A try failed; says whether the breaker opened with that. */
    boolean failed(String why, long now) {
        failures++;
        if (isOpen() || failures < most) {
            return false;
        }
        open(why, now);
        return true;
    }

    void open(String why, long now) {
        cause = why;
        probe.begin(now);
    }

    void close() {
        failures = 0;
        cause = null;
    }
}
