package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.LaneLostException;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.Settlement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Writes what the lane has done. All that has gathered goes into one settlement; two may be under way, one being
 * committed and one waiting for its turn. What could not be written stays here and is tried again.
 *
 * <p>A settlement carries the cursor as far as it is known to be on disk, never its own changes: then it is true
 * whatever becomes of the settlements before it.
 */
final class Settling {
    private static final int MOST_UNDER_WAY = 2;
    private static final long SHORTEST_WAIT = 10_000_000;
    private static final long LONGEST_WAIT = 1_000_000_000;

    private final EventLog log;
    private final int lane;
    private final Lease lease;
    private final Mailbox mailbox;
    private final LongSupplier cursor;
    private final Supplier<String> standing;
    private final Consumer<Draft> committed;
    private final Runnable lost;
    private final LaneJobs jobs;
    private final LongSupplier ticker;
    private final long lazyNanos;
    private Draft draft = new Draft();
    private int underWay;
    private boolean jobUnderWay;
    private long sentCursor;
    private long writtenCursor;
    private long sentAt;
    private int failures;
    private long notBefore;
    private String cause;
    /** As it was sent last; null when nobody knows what is on disk. */
    private String sentStanding;

    /** {@code lost}: told when another replica has the lane, so that nothing can be written any more. */
    Settling(
            Opening opening,
            Mailbox mailbox,
            LongSupplier cursor,
            Supplier<String> standing,
            LaneJobs jobs,
            Consumer<Draft> committed,
            Runnable lost) {
        this.log = opening.log();
        this.lane = opening.record().id();
        this.lease = opening.lease();
        this.sentCursor = opening.record().cursor();
        this.writtenCursor = sentCursor;
        this.ticker = opening.seams().ticker();
        this.lazyNanos = opening.seams().lazyCursor().toNanos();
        this.mailbox = mailbox;
        this.cursor = cursor;
        this.standing = standing;
        this.sentStanding = opening.record().standing();
        this.jobs = jobs;
        this.committed = committed;
        this.lost = lost;
    }

    /** What will be written next. */
    Draft draft() {
        return draft;
    }

    /** Whether all is on disk. */
    boolean idle() {
        return isClean() && underWay == 0 && cursor.getAsLong() <= writtenCursor;
    }

    /** Why nothing can be written now; null when all is well. */
    String cause() {
        return cause;
    }

    /** Sends what there is; {@code all}: the cursor too, however little it moved. */
    void flush(long now, boolean all) {
        if (now < notBefore || isBusy()) {
            return;
        }
        long at = cursor.getAsLong();
        boolean cursorDue = at > known() && (all || now - sentAt >= lazyNanos);
        if (!isClean() || cursorDue) {
            send(Math.max(at, sentCursor), now);
        }
    }

    /** When there will be something to do without being told. */
    long wakeAt() {
        if (isBusy()) {
            return Long.MAX_VALUE;
        }
        if (!isClean()) {
            return notBefore;
        }
        return cursor.getAsLong() > known() ? Math.max(notBefore, sentAt + lazyNanos) : Long.MAX_VALUE;
    }

    /** A job's progress is written whole: one that is under way must be known to be on disk before the next. */
    private boolean isBusy() {
        return underWay >= MOST_UNDER_WAY || (jobUnderWay && draft.touchesJob);
    }

    private boolean isClean() {
        return draft.isEmpty() && standing.get().equals(sentStanding);
    }

    private long known() {
        return underWay > 0 ? sentCursor : writtenCursor;
    }

    private void send(long at, long now) {
        Draft sent = draft;
        draft = new Draft();
        sent.job = sent.touchesJob ? jobs.progress(sent) : null;
        jobUnderWay |= sent.touchesJob;
        underWay++;
        sentCursor = at;
        sentAt = now;
        String stands = standing.get();
        String changed = stands.equals(sentStanding) ? null : stands;
        sentStanding = stands;
        settle(sent, at, changed).whenComplete((ok, failure) -> mailbox.post(() -> done(sent, at, failure)));
    }

    private CompletionStage<Void> settle(Draft sent, long at, String changed) {
        try {
            Settlement settlement = sent.settlement(lane, at, changed);
            return lease == null ? log.settle(settlement) : log.settle(settlement, lease);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void done(Draft sent, long at, Throwable failure) {
        underWay--;
        jobUnderWay &= !sent.touchesJob;
        if (failure == null) {
            failures = 0;
            cause = null;
            writtenCursor = Math.max(writtenCursor, at);
            committed.accept(sent);
            return;
        }
        if (Causes.root(failure) instanceof LaneLostException) {
            lost.run();
        }
        sent.takeOver(draft);
        draft = sent;
        sentStanding = null;
        failures++;
        cause = "The store does not take what the lane has done: " + Causes.of(failure);
        notBefore = ticker.getAsLong() + Math.min(LONGEST_WAIT, SHORTEST_WAIT << Math.min(failures, 10));
    }
}
