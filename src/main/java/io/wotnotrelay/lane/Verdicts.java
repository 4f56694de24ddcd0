package io.wotnotrelay.lane;

import io.wotnotrelay.lane.Result.Delivered;
import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Decides what the end of a run means for each of its deliveries, and for the lane. */
final class Verdicts {
    /** Shares of a delivery's tries, or of its time, at which it is told that they run out; in percent. */
    private static final List<Integer> TOLD_AT = List.of(50, 90);

    private final Backlog backlog;
    private final Supplier<Draft> draft;
    private final Intents intents;
    private final Backoff backoff;
    private final Credential credential;
    private final Stand stand;
    private final RunClock runClock;
    private final Counters counters;
    private final Clock clock;

    Verdicts(
            Backlog backlog,
            Supplier<Draft> draft,
            Intents intents,
            Backoff backoff,
            Credential credential,
            Stand stand,
            RunClock runClock,
            Counters counters,
            Clock clock) {
        this.backlog = backlog;
        this.draft = draft;
        this.intents = intents;
        this.backoff = backoff;
        this.credential = credential;
        this.stand = stand;
        this.runClock = runClock;
        this.counters = counters;
        this.clock = clock;
    }

    void ended(Run run, Run.Ended ended, long now) {
        if (run.isProbe()) {
            run.probe().ended();
        }
        List<Entry> rest = new ArrayList<>();
        for (Entry entry : run.entries) {
            Run.Aside aside = ended.aside().get(entry.seq);
            if (aside == null) {
                rest.add(entry);
            } else {
                end(entry, aside.result(), 0, 0, aside.cause());
            }
        }
        if (ended.asked()) {
            rest.forEach(e -> e.asked = true);
        }
        if (ended.result() == null) {
            rest.forEach(backlog::spare);
            if (run.isProbe()) {
                run.probe().untold(now);
            }
        } else {
            counters.ran(ended.result(), ended.nanos());
            judge(run, rest, ended.result(), (int) Math.min(Integer.MAX_VALUE, ended.nanos() / 1_000_000), now);
        }
        backlog.release(run.entries, now);
    }

    /** What a held lane gave up before anyone knew that it would be held comes back from the dead letters. */
    void revive() {
        List<Refused> back = stand.hold().comingBack(backlog::mayRevive);
        for (Refused refused : back) {
            Entry entry = backlog.revive(refused.row());
            intents.revived(entry, refused.entry());
            stand.hold().accuse(entry, 1);
        }
        if (!back.isEmpty()) {
            stand.cameBack();
        }
    }

    private void judge(Run run, List<Entry> entries, Result result, int millis, long now) {
        if (!(result instanceof Failed failed)) {
            credential.answered();
            stand.delivered();
            Delivered delivered = (Delivered) result;
            entries.forEach(e -> delivered(e, delivered, millis));
            return;
        }
        if (failed.maybeDone()) {
            Intents.doubt(entries);
        }
        switch (failed.failure()) {
            case QUOTA -> quota(run, entries, failed, now);
            case TRANSIENT -> transientFailure(run, entries, failed, millis, now);
            case CONFIGURATION -> configuration(run, entries, failed, millis, now);
            default -> permanent(run, entries, failed, millis, now);
        }
        if (failed.failure() != Result.Failure.QUOTA) {
            credential.answered();
        }
    }

    private void delivered(Entry entry, Delivered delivered, int millis) {
        entry.attempts++;
        end(entry, Outcome.Result.DELIVERED, 0, millis, entry.doubt == null ? null : settled(entry, delivered));
    }

    private String settled(Entry entry, Delivered delivered) {
        Doubt.Settled how = delivered.settled().getOrDefault(entry.seq, Doubt.Settled.SENT_AGAIN);
        String remark = entry.doubt.remark(how);
        counters.doubted(entry.seq, how, remark);
        return remark;
    }

    private void quota(Run run, List<Entry> entries, Failed failed, long now) {
        entries.forEach(backlog::spare);
        if (run.isProbe()) {
            run.probe().untold(now);
        }
        Duration asked = failed.retryAfter();
        credential.refused(
                now,
                asked != null,
                Causes.line(failed.cause()),
                refusals -> backoff.afterQuota(refusals, asked) * 1_000_000);
    }

    private void transientFailure(Run run, List<Entry> entries, Failed failed, int millis, long now) {
        if (run.isProbe() || stand.isStill()) {
            spareStill(run, entries, now);
            return;
        }
        retry(entries, failed, millis, now);
        String cause = Causes.line(failed.cause());
        if (stand.failed(cause, now)) {
            counters.stands("stands still and is probed", cause);
        }
    }

    private void configuration(Run run, List<Entry> entries, Failed failed, int millis, long now) {
        if (stand.hold().isHeld()) {
            spareStill(run, entries, now);
        } else if (!run.isProbe() && entries.stream().allMatch(stand.hold()::isOnTrial)) {
            refuse(entries, failed, millis);
        } else {
            hold(entries, failed, Causes.line(failed.cause()), now);
        }
    }

    private void permanent(Run run, List<Entry> entries, Failed failed, int millis, long now) {
        if (run.isProbe() || stand.hold().isHeld()) {
            spareStill(run, entries, now);
        } else if (entries.size() == 1 && !stand.hold().isOnTrial(entries.get(0))) {
            suspect(entries.get(0), failed, millis, now);
        } else {
            refuse(entries, failed, millis);
        }
    }

    /** One that is refused for good. When it is the fifth of different conversations it may not be the event's fault. */
    private void suspect(Entry entry, Failed failed, int millis, long now) {
        String cause = Causes.line(failed.cause());
        if (stand.hold().completesRow(entry)) {
            String row = "Events of " + Hold.ROW + " conversations in a row were refused, so the destination itself may"
                    + " be wrong: correct it, and what was refused is delivered. The last one: ";
            hold(List.of(entry), failed, Causes.line(row + cause), now);
            return;
        }
        Refused refused = new Refused(entry.row(Parked.State.HELD, 0, failed.code(), cause), entry);
        refuse(List.of(entry), failed, millis);
        stand.refused(refused);
    }

    /** One bad event of several is found by halving: none of them pays for it. */
    private void refuse(List<Entry> entries, Failed failed, int millis) {
        if (entries.size() > 1) {
            entries.forEach(e -> e.limit = (entries.size() + 1) / 2);
            entries.forEach(backlog::spare);
            return;
        }
        Entry entry = entries.get(0);
        entry.attempts++;
        end(entry, Outcome.Result.DEAD, failed.code(), millis, Causes.line(failed.cause()));
    }

    private void hold(List<Entry> entries, Failed failed, String why, long now) {
        stand.held(why, now);
        counters.stands("is held until that is mended", why);
        String cause = Causes.line(failed.cause());
        for (Entry entry : entries) {
            entry.spared();
            stand.hold().accuse(entry, entries.size());
            backlog.hold(entry, entry.row(Parked.State.HELD, 0, failed.code(), cause));
        }
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
                tellRunningOut(entry, cause);
                park(entry, wait, failed.code(), cause, now);
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

    private void park(Entry entry, long wait, int code, String cause, long now) {
        entry.outOfOrder |= backlog.escapes(entry, now);
        Parked row = entry.row(Parked.State.RETRYING, clock.millis() + wait, code, cause);
        backlog.retry(entry, row, now + Duration.ofMillis(wait).toNanos(), now);
    }

    /** What runs while the lane stands still costs an event nothing. */
    private void spareStill(Run run, List<Entry> entries, long now) {
        entries.forEach(backlog::spare);
        if (run.isProbe()) {
            run.probe().failed(now);
        }
    }

    private void end(Entry entry, Outcome.Result result, int code, int millis, String cause) {
        int attempts = result == Outcome.Result.FILTERED ? 0 : entry.attempts;
        Outcome outcome = new Outcome(entry.seq, result, code, millis, attempts, cause, entry.outOfOrder);
        Parked dead = result != Outcome.Result.DEAD ? null : entry.row(Parked.State.DEAD, 0, code, cause);
        draft.get().settle(entry, outcome, dead);
    }
}
