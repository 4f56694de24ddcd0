package io.wotnotrelay.log.retention;

import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.StoreUnavailableException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Takes the oldest events out of the log, a few at a time, with pauses that leave the writer to ingest. */
final class Pruner {
    /** The log takes them in several commits of its own. */
    private static final long EVENTS = 2_048;
    /** A quarter of the time at most. */
    private static final int REST = 3;

    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST_STEP_SECONDS = 60;

    private final LogStore log;
    private final CountDownLatch end;
    private final AtomicLong pruned = new AtomicLong();

    /** {@code end}: at zero when no more is to be done. */
    Pruner(LogStore log, CountDownLatch end) {
        this.log = log;
        this.end = end;
    }

    long pruned() {
        return pruned.get();
    }

    boolean isEnding() {
        return end.getCount() == 0;
    }

    /**
     * The last event before the first one received at or after this time. By halving, for times rise with seq; where
     * the clock was set back in between, one of the places where that is so.
     */
    long olderThan(long time) {
        long low = log.first() - 1;
        long high = log.head();
        if (low == high || !isOlder(low + 1, time)) {
            return low;
        }
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (isOlder(middle, time)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private boolean isOlder(long seq, long time) {
        return log.find(seq).map(event -> event.receivedAt() < time).orElse(true);
    }

    /** So many of the oldest events must go as bring {@code used} bytes down to {@code aim}, as far as one can tell. */
    long upTo(long used, long aim) {
        long first = log.first();
        long events = log.head() - first + 1;
        double share = (double) (used - aim) / used;
        return first - 1 + (long) Math.ceil(events * share);
    }

    /** Takes out all up to this seq, or until the log uses no more than so many bytes. */
    void prune(long upTo, long aim) throws InterruptedException {
        for (long first = log.first(); first <= upTo && !isEnding() && log.usedBytes() > aim; ) {
            long to = Math.min(upTo, first + EVENTS - 1);
            long started = System.nanoTime();
            await(log.prune(to));
            pruned.addAndGet(to - first + 1);
            first = to + 1;
            if (first <= upTo) {
                rest(System.nanoTime() - started);
            }
        }
    }

    /** Receipts and outcomes that no one needs any more. */
    void forget(long before) throws InterruptedException {
        if (!isEnding()) {
            await(log.forgetBefore(before));
        }
    }

    private void rest(long took) throws InterruptedException {
        end.await(Math.min(LONGEST_REST_NANOS, REST * took), TimeUnit.NANOSECONDS);
    }

    static void await(CompletionStage<?> stage) throws InterruptedException {
        try {
            stage.toCompletableFuture().get(LONGEST_STEP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new StoreUnavailableException("the store did not answer within a minute", e);
        }
    }
}
