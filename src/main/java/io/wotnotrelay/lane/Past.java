package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.Parked;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the log remembers of a lane when it is opened.
 *
 * @param parked its parked deliveries that are not dead, by seq
 * @param done ascending, the seqs past the cursor that are settled or parked
 * @param dead how many dead letters it has
 */
record Past(List<Parked> parked, long[] done, long dead) {
    private static final int PAGE = 1_000;

    static Past of(EventLog log, LaneRecord lane) {
        List<Parked> parked = log.parked(lane.id());
        LongStream past = parked.stream().mapToLong(Parked::seq).filter(seq -> seq > lane.cursor());
        long[] done = LongStream.concat(past, LongStream.of(log.settledPastCursor(lane.id())))
                .sorted()
                .toArray();
        return new Past(parked, done, countDead(log, lane.id()));
    }

    /** Puts the parked deliveries where they stood. A held one is tried at once. */
    void restore(Backlog backlog, Backoff backoff, boolean ordered, Seams seams) {
        long now = seams.ticker().getAsLong();
        long wall = seams.clock().millis();
        for (Parked row : parked) {
            Entry entry = new Entry(row.seq(), ordered ? row.conversation() : null, 0);
            entry.attempts = row.attempts();
            entry.age = row.runMillis();
            boolean retrying = row.state() == Parked.State.RETRYING;
            entry.parkedAs = retrying ? Parked.State.RETRYING : Parked.State.BLOCKED;
            if (row.attempts() > 0) {
                entry.resume(0);
            }
            long wait = retrying ? backoff.afterRestart(row.attempts(), row.dueAt(), wall) : 0;
            backlog.restore(entry, wait == 0 ? 0 : now + wait * 1_000_000);
        }
    }

    private static long countDead(EventLog log, int lane) {
        long count = 0;
        List<Parked> page = log.dead(lane, 0, PAGE);
        while (!page.isEmpty()) {
            count += page.size();
            long last = page.get(page.size() - 1).seq();
            page = page.size() < PAGE ? List.of() : log.dead(lane, last, PAGE);
        }
        return count;
    }
}
