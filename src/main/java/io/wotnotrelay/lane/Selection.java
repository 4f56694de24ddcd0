package io.wotnotrelay.lane;

import io.wotnotrelay.lane.JobRequest.Named;
import io.wotnotrelay.lane.JobRequest.Received;
import io.wotnotrelay.lane.JobRequest.Standing;
import io.wotnotrelay.lane.JobRequest.State;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Placed;
import io.wotnotrelay.log.SeqSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Finds the events a job is of, page by page: what it keeps of each is a bit. Used once. */
final class Selection {
    private static final int PAGE = 2_000;
    private static final long STRETCH = 1 << 16;

    private final LogStore log;
    private final int lane;
    private final long cursor;
    private final Predicate<String> wants;
    private final SeqSet events = new SeqSet();
    private final SeqSet hastened = new SeqSet();
    private final long mark;
    private long matched;
    private long skipped;

    /** {@code cursor}: how far the lane is; {@code wants}: the kinds it subscribes to. */
    Selection(LogStore log, int lane, long cursor, Predicate<String> wants) {
        this.log = log;
        this.lane = lane;
        this.cursor = cursor;
        this.wants = wants;
        this.mark = log.latest(lane, Long.MAX_VALUE, 1).stream()
                .mapToLong(Placed::place)
                .findFirst()
                .orElse(-1);
    }

    Selection find(JobRequest request) {
        if (request.what() instanceof Named named) {
            named.seqs().forEach(events::add);
        } else if (request.what() instanceof Received received) {
            received(received);
        } else if (request.what() instanceof Standing standing) {
            standing(standing);
        }
        matched = events.size() + hastened.size();
        leaveToTheLane(request.what() instanceof Named);
        if (!request.again() && !isOfTheDead(request)) {
            skipped += events.removeAll(outcomes(Outcome.Result.DELIVERED, null, false));
        }
        return this;
    }

    /** To be delivered by the job. */
    SeqSet events() {
        return events;
    }

    /** Being retried by the lane itself. */
    SeqSet hastened() {
        return hastened;
    }

    /** All of them. */
    long matched() {
        return matched;
    }

    /** Those of them that were delivered before. */
    long skipped() {
        return skipped;
    }

    /** The place of the lane's last outcome before this looked; -1 where there was none. */
    long mark() {
        return mark;
    }

    /** The last end of a dead letter is that it is dead, also when it was delivered before that. */
    private static boolean isOfTheDead(JobRequest request) {
        return request.what() instanceof Standing standing && standing.state() == State.DEAD;
    }

    private void received(Received received) {
        long from = received.from() == null ? log.first() : log.before(received.from()) + 1;
        long to = received.to() == null ? cursor : Math.min(cursor, log.before(received.to()));
        events.addAll(wanted(Math.max(from, log.first()), to));
    }

    private SeqSet wanted(long from, long to) {
        SeqSet wanted = new SeqSet();
        for (long start = from; start <= to; start += STRETCH) {
            for (Map.Entry<String, SeqSet> kind :
                    log.kinds(start, Math.min(to, start + STRETCH - 1)).entrySet()) {
                if (wants.test(kind.getKey())) {
                    wanted.addAll(kind.getValue());
                }
            }
        }
        return wanted;
    }

    private void standing(Standing standing) {
        switch (standing.state()) {
            case DEAD -> dead(standing.cause());
            case RETRYING -> parked(Parked.State.RETRYING, standing.cause());
            case HELD -> parked(Parked.State.HELD, standing.cause());
            case DELIVERED -> events.addAll(outcomes(Outcome.Result.DELIVERED, standing.cause(), true));
            case FILTERED -> events.addAll(outcomes(Outcome.Result.FILTERED, standing.cause(), true));
            case EXPIRED -> expired(standing.cause());
        }
    }

    private void dead(String cause) {
        List<Parked> page = log.dead(lane, 0, PAGE);
        while (!page.isEmpty()) {
            page.stream().filter(row -> contains(row.cause(), cause)).forEach(row -> events.add(row.seq()));
            page = log.dead(lane, page.get(page.size() - 1).seq(), PAGE);
        }
    }

    private void parked(Parked.State state, String cause) {
        log.parked(lane).stream()
                .filter(row -> row.state() == state && contains(row.cause(), cause))
                .forEach(row -> hastened.add(row.seq()));
    }

    /** What expired while the lane stood still was never read: only what the log has still can be sent. */
    private void expired(String cause) {
        SeqSet ended = outcomes(Outcome.Result.EXPIRED, cause, true);
        SeqSet kept = wanted(log.first(), cursor);
        for (long seq = kept.after(0); seq > 0; seq = kept.after(seq)) {
            if (ended.contains(seq)) {
                events.add(seq);
            }
        }
    }

    /** Those of a lane that ended so; {@code last}: that is how they ended the last time. */
    private SeqSet outcomes(Outcome.Result result, String cause, boolean last) {
        SeqSet found = new SeqSet();
        SeqSet seen = new SeqSet();
        long before = Long.MAX_VALUE;
        List<Placed> page = log.latest(lane, before, PAGE);
        while (!page.isEmpty()) {
            for (Placed placed : page) {
                Outcome outcome = placed.settled().outcome();
                boolean fits = outcome.result() == result && contains(outcome.cause(), cause);
                for (long seq = Math.max(outcome.first(), log.first()); seq < outcome.seq(); seq++) {
                    note(seq, fits, last, seen, found);
                }
                note(outcome.seq(), fits, last, seen, found);
                before = placed.place();
            }
            page = log.latest(lane, before, PAGE);
        }
        return found;
    }

    private static void note(long seq, boolean fits, boolean last, SeqSet seen, SeqSet found) {
        boolean counts = !last || seen.add(seq);
        if (fits && counts) {
            found.add(seq);
        }
    }

    /** What the lane is retrying it delivers itself; of those that were named it is told to try at once. */
    private void leaveToTheLane(boolean named) {
        for (Parked row : log.parked(lane)) {
            if (events.contains(row.seq())) {
                SeqSet one = new SeqSet();
                one.add(row.seq());
                events.removeAll(one);
                if (named) {
                    hastened.add(row.seq());
                } else {
                    skipped++;
                }
            }
        }
    }

    private static boolean contains(String cause, String part) {
        return part == null
                || (cause != null && cause.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)));
    }
}
