package io.wotnotrelay.lane;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.SeqSet;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the log remembers of a lane when it is opened.
 *
 * @param lane the lane as it was when the rest was read
 * @param parked its parked deliveries that are not dead, by seq
 * @param done ascending, the seqs past the cursor that are settled or parked
 * @param dead how many dead letters it has
 * @param refused those of them that were refused in a row and may come back
 * @param intents of what was begun and has no known end
 * @param jobs its jobs that have not ended
 */
record Past(
        LaneRecord lane,
        List<Parked> parked,
        long[] done,
        long dead,
        List<Refused> refused,
        List<Long> intents,
        List<Job> jobs) {
    private static final int PAGE = 1_000;

    static Past of(EventLog log, LaneRecord lane) {
        List<Parked> parked = log.parked(lane.id());
        LongStream past = parked.stream().mapToLong(Parked::seq).filter(seq -> seq > lane.cursor());
        long[] done = LongStream.concat(past, LongStream.of(log.settledPastCursor(lane.id())))
                .sorted()
                .toArray();
        List<Refused> refused = Stand.row(lane.standing()).stream()
                .flatMap(seq -> log.dead(lane.id(), seq - 1, 1).stream().filter(dead -> dead.seq() == seq))
                .map(Refused::of)
                .toList();
        List<Long> intents = LongStream.of(log.intents(lane.id())).boxed().toList();
        List<Job> jobs = log.jobs().unfinished(lane.id());
        return new Past(lane, parked, done, countDead(log, lane.id()), refused, intents, jobs);
    }

    /** Which deliveries are in doubt: those begun that have neither gone well nor been left out since. */
    void restore(Intents known, EventLog log) {
        Set<Long> living = parked.stream().map(Parked::seq).collect(Collectors.toSet());
        jobs.forEach(job -> living.addAll(begun(job, log)));
        Set<Long> open = intents.stream()
                .filter(seq -> living.contains(seq) || isUnread(seq) || isDead(seq, log))
                .collect(Collectors.toSet());
        known.restore(open, intents.stream().filter(seq -> !open.contains(seq)).toList());
    }

    /** What a job has open, and what it has begun since its progress was written last. */
    private List<Long> begun(Job job, EventLog log) {
        Stream<Long> open = job.progress().open().stream().map(Job.Open::seq);
        if (intents.isEmpty()) {
            return open.toList();
        }
        SeqSet events = log.jobs().events(job.id());
        Stream<Long> since = intents.stream().filter(seq -> seq > job.progress().position() && events.contains(seq));
        return Stream.concat(open, since).toList();
    }

    private boolean isUnread(long seq) {
        return seq > lane.cursor() && Arrays.binarySearch(done, seq) < 0;
    }

    private boolean isDead(long seq, EventLog log) {
        return log.dead(lane.id(), seq - 1, 1).stream().anyMatch(row -> row.seq() == seq);
    }

    /** Lets the lane stand as it stood, and puts the parked deliveries back into their places. */
    void restore(Stand stand, Backlog backlog, Backoff backoff, Intents doubts, boolean ordered, Seams seams) {
        long now = seams.ticker().getAsLong();
        long wall = seams.clock().millis();
        stand.restore(lane.standing(), refused, now);
        for (Parked row : parked) {
            Entry entry = new Entry(row.seq(), ordered ? row.conversation() : null, 0);
            entry.attempts = row.attempts();
            entry.age = row.runMillis();
            entry.outOfOrder = row.outOfOrder();
            if (row.attempts() > 0) {
                entry.resume(0);
            }
            doubts.recognise(entry);
            // one in doubt is tried first, while what it may have left is still easy to find
            boolean retrying = row.state() == Parked.State.RETRYING && entry.doubt == null;
            long wait = retrying ? backoff.afterRestart(row.attempts(), row.dueAt(), wall) : 0;
            backlog.restore(entry, row.state(), wait == 0 ? 0 : now + wait * 1_000_000, now);
            if (row.state() == Parked.State.HELD && stand.hold().isHeld()) {
                stand.hold().accuse(entry, 1);
            }
        }
    }

    /** How many dead letters a lane has. */
    static long countDead(EventLog log, int lane) {
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
