package io.wotnotrelay.lane;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** How deliveries end, or are tried again. */
final class Endings {
    /** Shares of a delivery's tries, or of its time, at which it is told that they run out; in percent. */
    private static final List<Integer> TOLD_AT = List.of(50, 90);

    private final Backoff backoff;
    private final RunClock runClock;
    private final Clock clock;
    private final Counters counters;

    Endings(Backoff backoff, RunClock runClock, Clock clock, Counters counters) {
        this.counters = counters;
        this.backoff = backoff;
        this.runClock = runClock;
        this.clock = clock;
    }

    /** {@code remark}: how a doubt about it ended; null for none. */
    void delivered(Stock stock, Entry entry, int millis, String remark) {
        entry.attempts++;
        end(stock, entry, Outcome.Result.DELIVERED, 0, millis, remark);
    }

    /** One bad event of several is found by halving: none of them pays for it. */
    void refuse(Stock stock, List<Entry> entries, Failed failed, int millis) {
        if (entries.size() > 1) {
            entries.forEach(e -> e.limit = (entries.size() + 1) / 2);
            entries.forEach(stock::spare);
            return;
        }
        Entry entry = entries.get(0);
        entry.attempts++;
        end(stock, entry, Outcome.Result.DEAD, failed.code(), millis, Causes.line(failed.cause()));
    }

    /** Those that have tries left are tried again; the others are dead. */
    void retry(Stock stock, List<Entry> entries, Failed failed, int millis, long now) {
        long runMillis = runClock.millis(now);
        entries.forEach(e -> e.failed(runMillis));
        int most = entries.stream().mapToInt(e -> e.attempts).max().orElse(1);
        long oldest = entries.stream().mapToLong(e -> e.age).max().orElse(0);
        long wait = backoff.afterFailure(most, oldest, failed.retryAfter());
        String cause = Causes.line(failed.cause());
        for (Entry entry : entries) {
            if (backoff.spent(entry.attempts, entry.age)) {
                end(stock, entry, Outcome.Result.DEAD, failed.code(), millis, cause);
            } else {
                tellRunningOut(entry, cause);
                again(stock, entry, wait, failed.code(), cause, now);
            }
        }
    }

    private void tellRunningOut(Entry entry, String cause) {
        int before = entry.used;
        entry.used = backoff.used(entry.attempts, entry.age);
        if (TOLD_AT.stream().anyMatch(percent -> before < percent && entry.used >= percent)) {
            counters.runningOut(entry.seq, entry.used, backoff.left(entry.attempts, entry.age), cause);
        }
    }

    private void again(Stock stock, Entry entry, long wait, int code, String cause, long now) {
        entry.outOfOrder |= stock.escapes(entry, now);
        Parked row = entry.row(Parked.State.RETRYING, clock.millis() + wait, code, cause);
        stock.retry(entry, row, now + Duration.ofMillis(wait).toNanos(), now);
    }

    void end(Stock stock, Entry entry, Outcome.Result result, int code, int millis, String cause) {
        int attempts = result == Outcome.Result.FILTERED ? 0 : entry.tries();
        Outcome outcome = new Outcome(entry.seq, result, code, millis, attempts, cause, entry.outOfOrder);
        Parked dead = result != Outcome.Result.DEAD ? null : entry.row(Parked.State.DEAD, 0, code, cause);
        stock.settle(entry, outcome, dead);
    }
}
