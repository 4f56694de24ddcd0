package io.wotnotrelay.conversation;

import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.StoredEvent;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Lets go of what no kept event needs: versions that had been replaced when the first event still kept came, and whole
 * conversations of which nothing has come for the retention's age. A few rows at a time; a sweep over the old rows begins
 * when the log has let go of events, or after an hour.
 */
final class Forgetting {
    private static final int STEP = 200;
    private static final long PIECE_NANOS = 50_000_000;
    private static final long EVENTS = 10_000;
    private static final Duration LONGEST = Duration.ofHours(1);
    /** A conversation's row is written again when it is older than this part of the age, and something comes. */
    private static final int TOUCHES = 30;

    private final LogStore log;
    private final long age;
    private final Clock clock;
    private long sweptFirst;
    private long sweptAt = Long.MIN_VALUE;
    private long at = -1;

    /** {@code age}: after which a conversation is forgotten. */
    Forgetting(LogStore log, Duration age, Clock clock) {
        this.log = log;
        this.age = age.toMillis();
        this.clock = clock;
    }

    /** Whether a row written then says too little of when its conversation was last heard of; in epoch milliseconds. */
    boolean isStale(long written, long now) {
        return now - written >= age / TOUCHES;
    }

    /**
     * Whether so little has come since then that what was known is not known any more. Decided by the events alone: so every
     * replica decides the same, however far rows have been deleted. A part of the age sooner than rows are deleted, for
     * clocks that differ and events on their way.
     */
    boolean isSilent(long written, long now) {
        return now - written >= age - age / TOUCHES;
    }

    /** Whether there is more to do soon. */
    boolean isUnderWay() {
        return at >= 0;
    }

    void round(ContextWrites writes, Memory memory) throws SQLException {
        long first = log.first();
        long now = clock.millis();
        boolean due = first - sweptFirst >= EVENTS
                || now >= sweptAt + Math.min(LONGEST.toMillis(), age / TOUCHES)
                || sweptAt == Long.MIN_VALUE;
        if (!isUnderWay() && due) {
            at = 0;
            sweptFirst = first;
            sweptAt = now;
        }
        if (isUnderWay() && isFarBehind(memory.place(), now)) {
            return;
        }
        long until = System.nanoTime() + PIECE_NANOS;
        long gone = 0;
        while (isUnderWay() && System.nanoTime() < until) {
            gone = Math.max(gone, step(writes, first, now));
        }
        if (gone > 0) {
            memory.forgotten(gone);
        }
    }

    /** What came long ago and is not folded yet may be of a conversation that seems silent. */
    private boolean isFarBehind(long place, long now) {
        return place < log.head()
                && log.find(place + 1)
                        .filter(next -> now - next.receivedAt() >= age / TOUCHES / 2)
                        .isPresent();
    }

    /** Looks at the next rows; answers the seq of the last that was let go, 0 for none. */
    private long step(ContextWrites writes, long first, long now) throws SQLException {
        List<ContextWrites.Old> rows = writes.old(at, first, STEP);
        long kept = log.find(first).map(StoredEvent::receivedAt).orElse(Long.MAX_VALUE);
        List<ContextWrites.Old> gone =
                rows.stream().filter(row -> isOver(row, first, now - age, kept)).toList();
        if (!gone.isEmpty() && !writes.delete(gone)) {
            at = -1;
            return 0;
        }
        at = rows.size() < STEP ? -1 : rows.get(rows.size() - 1).seq();
        return gone.isEmpty() ? 0 : gone.get(gone.size() - 1).seq();
    }

    private boolean isOver(ContextWrites.Old row, long first, long cut, long kept) {
        // not the one before the first event that is kept: another replica may have yet to fold that event
        boolean replaced = row.next() > 0 && row.next() < first;
        // what came of the conversation within a part of the age after the row made no new row: it may be kept still
        boolean silent = row.next() == 0 && row.at() < cut && row.at() + age / TOUCHES < kept;
        return replaced || silent;
    }
}
