package io.wotnotrelay.lane;

import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
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
    private static final long MOST_READY_WEIGHT = 2 << 20;
    private static final int MOST_READY = 512;
    private static final long READ_AGAIN = 250_000_000;
    private static final long GRACE = 1_000_000_000;

    private final Opening opening;
    private final Mailbox mailbox;
    private final Ear ear;
    private final Reader reader;
    private final Backlog backlog;
    private final Settling settling;
    private final Dispatcher dispatcher;
    private final Verdicts verdicts;
    private final Quota quota;
    private final Counters counters;
    private final RunClock runClock = new RunClock();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final int mostReady;

    private boolean paused;
    private boolean closing;
    private boolean caughtUp;
    private boolean ended;
    private long closeBy;
    private long readAfter;
    /** Why the log cannot be read; null when it can. */
    private String trouble;
    /** Why a parked event cannot be fetched; null when all could. */
    private String fetching;

    private volatile Snapshot snapshot;

    LaneLoop(Opening opening, Mailbox mailbox, Ear ear, Past past) {
        this.opening = opening;
        this.mailbox = mailbox;
        this.ear = ear;
        LaneOptions options = opening.options();
        Backoff backoff = new Backoff(options.retry(), opening.seams().random());
        this.quota = new Quota(backoff);
        this.counters = new Counters(
                options.name(),
                opening.meters(),
                new TroubleLog(options.name(), opening.seams().ticker()),
                past.dead());
        this.backlog = new Backlog(ear::position, this::draft);
        this.settling = new Settling(opening, mailbox, backlog::cursor, this::committed);
        this.dispatcher = new Dispatcher(opening, backlog, runClock, (run, end) -> mailbox.post(() -> ended(run, end)));
        this.verdicts = new Verdicts(
                backlog,
                this::draft,
                backoff,
                quota,
                runClock,
                counters,
                opening.seams().clock());
        this.reader = new Reader(opening.log(), opening.tail(), opening.bell(), ear, past.done());
        this.mostReady = options.batch() == null
                ? MOST_READY
                : Math.max(MOST_READY, 2 * options.batch().events());
        past.restore(backlog, backoff, options.ordered(), opening.seams());
        publish(LaneStatus.State.RUNNING);
        if (opening.record().paused()) {
            pause();
        }
    }

    /** Completes when the thread has ended. */
    CompletableFuture<Void> over() {
        return over;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public void run() {
        try {
            live();
            publish(LaneStatus.State.CLOSED);
        } catch (RuntimeException | Error e) {
            trouble = "A fault of the relay stopped this lane; restart the relay and report it: " + Causes.of(e);
            LOG.error("Lane {}: {}", opening.options().name(), trouble, e);
            dispatcher.abandon();
            ear.still(true);
            publish(LaneStatus.State.BROKEN);
        } finally {
            over.complete(null);
        }
    }

    /** In the lane's thread. */
    void pause() {
        paused = true;
        ear.still(true);
        ear.listening(false);
        publish(LaneStatus.State.PAUSED);
    }

    /** In the lane's thread. */
    void resume() {
        paused = false;
        ear.still(closing);
        publish(state(now()));
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
        backlog.start(now());
        while (!ended) {
            mailbox.drain();
            if (!ended) {
                step(now());
            }
            if (!ended) {
                mailbox.await(sleep(now()));
            }
        }
    }

    private void step(long now) {
        tellTime(now);
        backlog.wakeDue(now);
        if (isActive(now)) {
            read(now);
            dispatcher.dispatch(now);
        }
        settling.flush(now, closing);
        if (closing) {
            finish(now);
        }
        publish(state(now));
    }

    private void tellTime(long now) {
        if (isActive(now)) {
            runClock.run(now);
        } else {
            runClock.stop(now);
        }
    }

    private boolean isActive(long now) {
        return !paused && !closing && !quota.waits(now);
    }

    private void read(long now) {
        caughtUp = false;
        if (now < readAfter) {
            return;
        }
        try {
            readPage(now);
            trouble = null;
        } catch (RuntimeException e) {
            trouble = "The log cannot be read: " + Causes.of(e);
            readAfter = now + READ_AGAIN;
        }
    }

    /** No more than a page a turn, so that a lane with much to skip still hears what is posted. */
    private void readPage(long now) {
        while (hasRoom()) {
            StoredEvent event = reader.next();
            if (event == null) {
                caughtUp = !reader.fill();
                return;
            }
            backlog.admit(event, conversation(event), now);
            reader.taken(event);
        }
    }

    private boolean hasRoom() {
        Ready ready = backlog.ready();
        return ready.available() < mostReady && ready.weight() < MOST_READY_WEIGHT && backlog.hasRoom();
    }

    private String conversation(StoredEvent event) {
        return opening.options().ordered()
                ? ConversationKeys.bounded(opening.seams().conversation().apply(event))
                : null;
    }

    private void ended(Run run, Run.Ended end) {
        long now = now();
        dispatcher.ended(run, end);
        verdicts.ended(run.entries, end, now);
        fetching = end.store() == null ? null : end.store().getMessage();
        if (fetching != null) {
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
        written.outcomes().forEach(counters::settled);
        backlog.committed(written, now());
    }

    private void finish(long now) {
        if (now >= closeBy) {
            dispatcher.abandon();
        }
        boolean drained = dispatcher.running() == 0 && settling.idle();
        ended = drained || now >= closeBy + GRACE;
    }

    private long sleep(long now) {
        long at = settling.wakeAt();
        if (closing) {
            at = Math.min(at, now < closeBy ? closeBy : closeBy + GRACE);
        } else if (!paused) {
            at = Math.min(at, quota.waits(now) ? quota.until() : nextAt(now));
        }
        return at == Long.MAX_VALUE ? at : Math.max(0, at - now);
    }

    private long nextAt(long now) {
        long reading = caughtUp || !hasRoom() ? Long.MAX_VALUE : readAfter;
        return Math.min(reading, Math.min(backlog.nextDue(), dispatcher.nextAt(now)));
    }

    private Draft draft() {
        return settling.draft();
    }

    private long now() {
        return opening.seams().ticker().getAsLong();
    }

    private LaneStatus.State state(long now) {
        if (paused) {
            return LaneStatus.State.PAUSED;
        }
        boolean waits = quota.waits(now) || storeTrouble() != null;
        return waits ? LaneStatus.State.BACKING_OFF : LaneStatus.State.RUNNING;
    }

    private void publish(LaneStatus.State state) {
        String cause = storeTrouble() != null ? storeTrouble() : counters.cause();
        snapshot = Snapshot.of(state, cause, backlog, dispatcher.running(), counters);
    }

    private String storeTrouble() {
        if (settling.cause() != null) {
            return settling.cause();
        }
        return trouble != null ? trouble : fetching;
    }
}
