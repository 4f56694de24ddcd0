package io.wotnotrelay.lane;

import io.wotnotrelay.lane.Result.Delivered;
import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.log.Parked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Decides what the end of a run means for each of its deliveries, and for the lane. */
final class Verdicts {
    private final Backlog backlog;
    private final LaneJobs jobs;
    private final Endings endings;
    private final Intents intents;
    private final Backoff backoff;
    private final Credential credential;
    private final Stand stand;
    private final Counters counters;

    Verdicts(
            Backlog backlog,
            LaneJobs jobs,
            Endings endings,
            Intents intents,
            Backoff backoff,
            Credential credential,
            Stand stand,
            Counters counters) {
        this.backlog = backlog;
        this.jobs = jobs;
        this.endings = endings;
        this.intents = intents;
        this.backoff = backoff;
        this.credential = credential;
        this.stand = stand;
        this.counters = counters;
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
                endings.end(run.stock, entry, aside.result(), 0, 0, aside.cause());
            }
        }
        if (ended.asked()) {
            rest.forEach(e -> e.asked = true);
        }
        if (ended.result() == null) {
            rest.forEach(run.stock::spare);
            if (run.isProbe()) {
                run.probe().untold(now);
            }
        } else {
            counters.ran(ended.result(), ended.nanos());
            judge(run, rest, ended.result(), (int) Math.min(Integer.MAX_VALUE, ended.nanos() / 1_000_000), now);
        }
        run.stock.release(run.entries, now);
    }

    /** What a held lane gave up before anyone knew that it would be held comes back from the dead letters. */
    void revive(long now) {
        List<Refused> back = stand.hold().comingBack(refused -> jobs.mayRevive(refused, backlog));
        for (Refused refused : back) {
            Entry entry = jobs.homeOf(refused, backlog).revive(refused.row(), now);
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
            for (Entry entry : entries) {
                endings.delivered(run.stock, entry, millis, entry.doubt == null ? null : settled(entry, delivered));
            }
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

    private String settled(Entry entry, Delivered delivered) {
        Doubt.Settled how = delivered.settled().getOrDefault(entry.seq, Doubt.Settled.SENT_AGAIN);
        String remark = entry.doubt.remark(how);
        counters.doubted(entry.seq, how, remark);
        return remark;
    }

    private void quota(Run run, List<Entry> entries, Failed failed, long now) {
        entries.forEach(run.stock::spare);
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
        endings.retry(run.stock, entries, failed, millis, now);
        String cause = Causes.line(failed.cause());
        if (stand.failed(cause, now)) {
            counters.stands("stands still and is probed", cause);
        }
    }

    private void configuration(Run run, List<Entry> entries, Failed failed, int millis, long now) {
        if (stand.hold().isHeld()) {
            spareStill(run, entries, now);
        } else if (!run.isProbe() && entries.stream().allMatch(stand.hold()::isOnTrial)) {
            endings.refuse(run.stock, entries, failed, millis);
        } else {
            hold(run.stock, entries, failed, Causes.line(failed.cause()), now);
        }
    }

    private void permanent(Run run, List<Entry> entries, Failed failed, int millis, long now) {
        if (run.isProbe() || stand.hold().isHeld()) {
            spareStill(run, entries, now);
        } else if (entries.size() == 1 && !stand.hold().isOnTrial(entries.get(0))) {
            suspect(run.stock, entries.get(0), failed, millis, now);
        } else {
            endings.refuse(run.stock, entries, failed, millis);
        }
    }

    /** One that is refused for good. When it is the fifth of different conversations it may not be the event's fault. */
    private void suspect(Stock stock, Entry entry, Failed failed, int millis, long now) {
        String cause = Causes.line(failed.cause());
        if (stand.hold().completesRow(entry)) {
            String row = "Events of " + Hold.ROW + " conversations in a row were refused, so the destination itself may"
                    + " be wrong: correct it, and what was refused is delivered. The last one: ";
            hold(stock, List.of(entry), failed, Causes.line(row + cause), now);
            return;
        }
        Refused refused = new Refused(entry.row(Parked.State.HELD, 0, failed.code(), cause), entry, stock);
        endings.refuse(stock, List.of(entry), failed, millis);
        stand.refused(refused);
    }

    private void hold(Stock stock, List<Entry> entries, Failed failed, String why, long now) {
        stand.held(why, now);
        counters.stands("is held until that is mended", why);
        String cause = Causes.line(failed.cause());
        for (Entry entry : entries) {
            entry.spared();
            stand.hold().accuse(entry, entries.size());
            stock.hold(entry, entry.row(Parked.State.HELD, 0, failed.code(), cause));
        }
    }

    /** What runs while the lane stands still costs an event nothing. */
    private void spareStill(Run run, List<Entry> entries, long now) {
        entries.forEach(run.stock::spare);
        if (run.isProbe()) {
            run.probe().failed(now);
        }
    }
}
