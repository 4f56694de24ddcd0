package io.wotnotrelay.lane;

/** How long a lane has been running, without its pauses and its waits for quota: the time by which deliveries age. */
final class RunClock {
    private static final long STOPPED = -1;
    private long total;
    private long since = STOPPED;

    void run(long now) {
        if (since == STOPPED) {
            since = now;
        }
    }

    void stop(long now) {
        if (since != STOPPED) {
            total += now - since;
            since = STOPPED;
        }
    }

    long millis(long now) {
        return (total + (since == STOPPED ? 0 : now - since)) / 1_000_000;
    }
}
