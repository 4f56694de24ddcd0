package io.wotnotrelay.lane;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.SeqSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one lane. It alone touches the lane's state, so there are no locks: others post to its mailbox. Each
 * turn takes what was posted, reads while there is room, starts what may start, writes what has gathered, and sleeps
 * until something is posted or the next thing is due.
 */
final class LaneLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneLoop.class);
    private static final long GRACE = 1_000_000_000;

    private final Opening opening;
    private final Mailbox mailbox;
    private final Ear ear;
    private final Intake intake;
    private final Backlog backlog;
    private final Settling settling;
    private final Dispatcher dispatcher;
    private final Verdicts verdicts;
    private final LaneJobs jobs;
    private final Outlook outlook;
    private final Stand stand;
    private final Prober prober;
    private final Counters counters;
    private final RunClock runClock = new RunClock();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private boolean paused;
    private boolean closing;
    private boolean ended;
    private long closeBy;

    LaneLoop(Opening opening, Mailbox mailbox, Ear ear, Past past) {
        this.opening = opening;
        this.mailbox = mailbox;
        this.ear = ear;
        LaneOptions options = opening.options();
        Seams seams = opening.seams();
        Backoff backoff = new Backoff(options.retry(), seams.random());
        this.stand = new Stand(options.breaker());
        this.counters = new Counters(
                options.name(), opening.meters(), new TroubleLog(options.name(), seams.ticker()), past.dead());
        Escape escape = new Escape(options.orderEscape().toMillis(), runClock);
        this.backlog = new Backlog(ear::position, this::draft, escape);
        Intents intents = new Intents(opening.destination().wantsIntents(), this::draft);
        this.jobs = new LaneJobs(opening, backlog, ear, this::draft, backoff, intents, past.jobs());
        this.settling =
                new Settling(opening, mailbox, backlog::cursor, stand::note, jobs, this::committed, this::abandon);
        this.dispatcher = new Dispatcher(
                opening, backlog, jobs, intents, runClock, (run, end) -> mailbox.post(() -> ended(run, end)));
        Endings endings = new Endings(backoff, runClock, seams.clock(), counters);
        this.verdicts = new Verdicts(backlog, jobs, endings, intents, backoff, opening.credential(), stand, counters);
        Reader reader = new Reader(opening.log(), opening.tail(), opening.bell(), ear, past.done());
        this.intake = new Intake(opening, reader, backlog, intents);
        this.prober = new Prober(stand, intake, backlog, jobs, dispatcher);
        this.outlook = new Outlook(opening, backlog, intake, jobs, settling, dispatcher, stand, counters);
        past.restore(intents, opening.log());
        past.restore(stand, backlog, backoff, intents, options.ordered(), seams);
        paused = opening.record().paused();
        ear.still(paused);
        publish();
    }

    /** Completes when the thread has ended. */
    CompletableFuture<Void> over() {
        return over;
    }

    Snapshot snapshot() {
        return outlook.snapshot();
    }

    @Override
    public void run() {
        try {
            live();
            outlook.publish(LaneStatus.State.CLOSED);
        } catch (RuntimeException | Error e) {
            String fault = "A fault of the relay stopped this lane; restart the relay and report it: " + Causes.of(e);
            LOG.error("Lane {}: {}", opening.options().name(), fault, e);
            dispatcher.abandon();
            ear.still(true);
            outlook.broken(fault);
        } finally {
            over.complete(null);
        }
    }

    /** In the lane's thread. */
    void pause() {
        paused = true;
        ear.still(true);
        ear.listening(false);
        publish();
    }

    /** In the lane's thread; one that stands still probes at once. */
    void resume() {
        paused = false;
        ear.still(closing);
        stand.probe().atOnce(now());
        publish();
    }

    /** In the lane's thread: as is written down, by whomever. */
    void refresh(boolean pausedNow, List<Job> unfinished) {
        if (pausedNow != paused) {
            if (pausedNow) {
                pause();
            } else {
                resume();
            }
        }
        jobs.refresh(unfinished);
    }

    /** In the lane's thread: those of these that wait to be tried again are tried as soon as may be. */
    void hasten(SeqSet events) {
        for (long seq = events.after(0); seq > 0; seq = events.after(seq)) {
            backlog.hasten(seq, now());
        }
        stand.probe().atOnce(now());
    }

    /** In the lane's thread. */
    LaneJobs jobs() {
        return jobs;
    }

    /** In the lane's thread: ends what runs, within this time, and stops. */
    void close(Duration timeout) {
        long by = now() + Math.min(timeout.toMillis(), Duration.ofDays(1).toMillis()) * 1_000_000;
        closeBy = closing ? Math.min(closeBy, by) : by;
        closing = true;
        ear.still(true);
        ear.listening(false);
    }

    /** In the lane's thread: stops at once and writes nothing more, as a crash would. */
    void abandon() {
        dispatcher.abandon();
        ended = true;
    }

    private void live() {
        begin();
        while (turn()) {
            mailbox.await(sleep(now()));
        }
    }

    /** Before the first turn. */
    void begin() {
        backlog.start(now());
    }

    /** Does what there is to do; says whether the lane goes on. */
    boolean turn() {
        mailbox.drain();
        if (!ended) {
            step(now());
        }
        return !ended;
    }

    private void step(long now) {
        tellTime(now);
        backlog.turns().wakeDue(now);
        jobs.wakeDue(now);
        if (isActive(now)) {
            backlog.escapeDue(now);
            intake.read(now);
            jobs.read(now);
            dispatcher.dispatch(now);
        } else if (mayRun(now)) {
            verdicts.revive(now);
            prober.probe(now);
        }
        settling.flush(now, closing);
        if (closing) {
            finish(now);
        }
        publish();
    }

    private void tellTime(long now) {
        if (isActive(now)) {
            runClock.run(now);
        } else {
            runClock.stop(now);
        }
    }

    private boolean isActive(long now) {
        return mayRun(now) && !stand.isStill();
    }

    private boolean mayRun(long now) {
        return !paused && !closing && !opening.credential().waits(now);
    }

    private void ended(Run run, Run.Ended end) {
        long now = now();
        dispatcher.ended(run, end);
        verdicts.ended(run, end, now);
        outlook.fetching(end.store());
        if (end.store() != null) {
            dispatcher.rest(now);
        }
        tellTime(now);
        Draft draft = draft();
        if (run.entries.stream().anyMatch(e -> e.writing == draft)) {
            draft.runs++;
        } else {
            dispatcher.free(1);
        }
    }

    private void committed(Draft written) {
        dispatcher.free(written.runs);
        counters.revived(written.revived);
        written.outcomes().forEach(counters::settled);
        long now = now();
        backlog.committed(written, now);
        jobs.committed(written, now);
        written.announced.forEach(run -> dispatcher.begin(run, mayBegin(run, now)));
    }

    private boolean mayBegin(Run run, long now) {
        boolean served = run.stock == backlog || run.stock == jobs.serving();
        return served && (run.isProbe() ? mayRun(now) : isActive(now));
    }

    private void finish(long now) {
        if (now >= closeBy) {
            dispatcher.abandon();
        }
        boolean drained = dispatcher.running() == 0 && settling.idle();
        ended = drained || now >= closeBy + GRACE;
    }

    /** How long there is nothing to do unless something is posted, in nanoseconds. */
    long sleep(long now) {
        long at = settling.wakeAt();
        if (closing) {
            at = Math.min(at, now < closeBy ? closeBy : closeBy + GRACE);
        } else if (!paused) {
            at = Math.min(at, nextAt(now));
        }
        return at == Long.MAX_VALUE ? at : Math.max(0, at - now);
    }

    private long nextAt(long now) {
        if (opening.credential().waits(now)) {
            return opening.credential().until();
        }
        if (stand.isStill()) {
            return prober.nextAt(now);
        }
        long due = Math.min(backlog.turns().nextDue(), backlog.nextEscape(now));
        long reading = Math.min(intake.nextAt(), jobs.nextAt(now));
        return Math.min(reading, Math.min(due, dispatcher.nextAt(now)));
    }

    private Draft draft() {
        return settling.draft();
    }

    private long now() {
        return opening.seams().ticker().getAsLong();
    }

    private void publish() {
        if (paused) {
            outlook.publish(LaneStatus.State.PAUSED);
        } else {
            outlook.publish();
        }
    }
}
