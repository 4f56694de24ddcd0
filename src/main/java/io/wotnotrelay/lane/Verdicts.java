package io.wotnotrelay.lane;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Decides what the end of a run means for each of its deliveries. */
final class Verdicts {
    private final Backlog backlog;
    private final Supplier<Draft> draft;
    private final Backoff backoff;
    private final Quota quota;
    private final RunClock runClock;
    private final Counters counters;
    private final Clock clock;

    Verdicts(
            Backlog backlog,
            Supplier<Draft> draft,
            Backoff backoff,
            Quota quota,
            RunClock runClock,
            Counters counters,
            Clock clock) {
        this.backlog = backlog;
        this.draft = draft;
        this.backoff = backoff;
        this.quota = quota;
        this.runClock = runClock;
        this.counters = counters;
        this.clock = clock;
    }

    void ended(List<Entry> entries, Run.Ended ended, long now) {
        List<Entry> rest = new ArrayList<>();
        for (Entry entry : entries) {
            Run.Aside aside = ended.aside().get(entry.seq);
            if (aside == null) {
                rest.add(entry);
            } else {
                end(entry, aside.result(), 0, 0, aside.cause());
            }
        }
        if (ended.store() == null) {
            rest.forEach(e -> e.asked = true);
        }
        if (ended.result() == null) {
            rest.forEach(Entry::spared);
        } else {
            counters.ran(ended.result(), ended.nanos());
            judge(rest, ended.result(), (int) Math.min(Integer.MAX_VALUE, ended.nanos() / 1_000_000), now);
        }
        backlog.release(entries, now);
    }

    private void judge(List<Entry> entries, Result result, int millis, long now) {
        if (!(result instanceof Failed failed)) {
            quota.answered();
            entries.forEach(e -> delivered(e, millis));
            return;
        }
        if (failed.failure() == Failure.QUOTA) {
            entries.forEach(Entry::spared);
            quota.refused(now, failed.retryAfter());
            return;
        }
        quota.answered();
        switch (failed.failure()) {
            case TRANSIENT -> retry(entries, failed, millis, now);
            case CONFIGURATION -> trouble(entries, failed, now);
            default -> refuse(entries, failed, millis);
        }
    }

    private void delivered(Entry entry, int millis) {
        entry.attempts++;
        end(entry, Outcome.Result.DELIVERED, 0, millis, null);
    }

    /** One bad event of several is found by halving: none of them pays for it. */
    private void refuse(List<Entry> entries, Failed failed, int millis) {
        if (entries.size() > 1) {
            entries.forEach(e -> e.limit = (entries.size() + 1) / 2);
            entries.forEach(Entry::spared);
            return;
        }
        Entry entry = entries.get(0);
        entry.attempts++;
        end(entry, Outcome.Result.DEAD, failed.code(), millis, Causes.line(failed.cause()));
    }

    private void retry(List<Entry> entries, Failed failed, int millis, long now) {
        long runMillis = runClock.millis(now);
        entries.forEach(e -> e.failed(runMillis));
        int most = entries.stream().mapToInt(e -> e.attempts).max().orElse(1);
        long oldest = entries.stream().mapToLong(e -> e.age).max().orElse(0);
        long wait = backoff.afterFailure(most, oldest, failed.retryAfter());
        String cause = Causes.line(failed.cause());
        for (Entry entry : entries) {
            if (backoff.spent(entry.attempts, entry.age)) {
                end(entry, Outcome.Result.DEAD, failed.code(), millis, cause);
            } else {
                park(entry, wait, failed.code(), cause, now);
            }
        }
    }

    private void trouble(List<Entry> entries, Failed failed, long now) {
        entries.forEach(Entry::spared);
        entries.forEach(e -> e.troubles++);
        int most = entries.stream().mapToInt(e -> e.troubles).max().orElse(1);
        long wait = backoff.afterTrouble(most, failed.retryAfter());
        entries.forEach(e -> park(e, wait, failed.code(), Causes.line(failed.cause()), now));
    }

    private void park(Entry entry, long wait, int code, String cause, long now) {
        long dueAt = clock.millis() + wait;
        Parked.State state = Parked.State.RETRYING;
        Parked row = new Parked(entry.seq, state, entry.conversation, entry.attempts, dueAt, entry.age, code, cause);
        backlog.retry(entry, row, now + Duration.ofMillis(wait).toNanos());
    }

    private void end(Entry entry, Outcome.Result result, int code, int millis, String cause) {
        int attempts = result == Outcome.Result.FILTERED ? 0 : entry.attempts;
        Outcome outcome = new Outcome(entry.seq, result, code, millis, attempts, cause);
        Parked dead = result != Outcome.Result.DEAD
                ? null
                : new Parked(entry.seq, Parked.State.DEAD, entry.conversation, attempts, 0, entry.age, code, cause);
        draft.get().settle(entry, outcome, dead);
    }
}
