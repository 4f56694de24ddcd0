package io.wotnotrelay.lane;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When a failed delivery is tried again. The delay doubles up to its cap, or follows a schedule; jitter of up to a
 * quarter is added on top, never taken away, so that no try comes sooner than the operator or the destination said.
 */
final class Backoff {
    private static final int MOST_DOUBLINGS = 40;
    /** By then the longest time is over, if not the tries. */
    private static final int MOST_FORESEEN = 1_000;

    private static final double JITTER = 0.25;
    private static final long LEAST_QUOTA_WAIT = 1_000;

    private final LaneOptions.Retry retry;
    private final DoubleSupplier random;

    /** {@code random} answers from 0 (inclusive) to 1. */
    Backoff(LaneOptions.Retry retry, DoubleSupplier random) {
        this.retry = retry;
        this.random = random;
    }

    /** Whether a delivery with so many counted tries of this age has none left. */
    boolean spent(int attempts, long age) {
        return attempts > retries() || age >= retry.maxAge().toMillis();
    }

    /** How much of its tries, or of its time, a delivery has used up, whichever is more; in percent. */
    int used(int attempts, long age) {
        long ofTries = 100L * attempts / (retries() + 1);
        long ofTime = 100 * age / Math.max(1, retry.maxAge().toMillis());
        return (int) Math.min(100, Math.max(ofTries, ofTime));
    }

    /** The most milliseconds until such a delivery is given up on: its tries may end first, or its time. */
    long left(int attempts, long age) {
        long waits = 0;
        for (int next = attempts; next <= Math.min(retries(), attempts + MOST_FORESEEN); next++) {
            waits += nominal(next);
        }
        return Math.max(0, Math.min(waits, retry.maxAge().toMillis() - age));
    }

    private int retries() {
        return retry.schedule().isEmpty() ? retry.retries() : retry.schedule().size();
    }

    /** Milliseconds to wait after the {@code failures}-th failure (from 1), at least what the destination asked for. */
    long afterFailure(int failures, long age, Duration retryAfter) {
        long wait = jittered(nominal(failures));
        long left = Math.max(0, retry.maxAge().toMillis() - age);
        return Math.max(Math.min(wait, left), asked(retryAfter));
    }

    /** Milliseconds the lane waits after the {@code refusals}-th 429 in a row (from 1). */
    long afterQuota(int refusals, Duration retryAfter) {
        long least = Math.min(LEAST_QUOTA_WAIT, retry.delay().toMillis());
        return retryAfter == null ? jittered(nominal(refusals)) : Math.max(least, asked(retryAfter));
    }

    /** What is left of a wait that a restart interrupted; a time that cannot be true (the clock was set) is mended. */
    long afterRestart(int failures, long dueAt, long wallNow) {
        long left = Math.max(0, dueAt - wallNow);
        return left <= longest() ? left : jittered(nominal(Math.max(1, failures)));
    }

    private long longest() {
        long scheduled =
                retry.schedule().stream().mapToLong(Duration::toMillis).max().orElse(0);
        long longest = Math.max(scheduled, retry.maxDelay().toMillis());
        return longest + (long) (longest * JITTER);
    }

    private long nominal(int failures) {
        if (!retry.schedule().isEmpty()) {
            int at = Math.min(failures, retry.schedule().size()) - 1;
            return retry.schedule().get(at).toMillis();
        }
        double doubled = retry.delay().toMillis() * Math.pow(2, Math.min(failures - 1, MOST_DOUBLINGS));
        return (long) Math.min(doubled, retry.maxDelay().toMillis());
    }

    /** A destination may ask for any time; more than the longest delay is not waited. */
    private long asked(Duration retryAfter) {
        if (retryAfter == null || retryAfter.isNegative()) {
            return 0;
        }
        long cap = longest();
        long wait = retryAfter.compareTo(Duration.ofMillis(cap)) > 0 ? cap : retryAfter.toMillis();
        return Math.min(cap, jittered(wait));
    }

    private long jittered(long millis) {
        return millis + (long) (millis * JITTER * random.getAsDouble());
    }
}
