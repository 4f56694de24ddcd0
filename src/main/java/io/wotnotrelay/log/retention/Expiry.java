package io.wotnotrelay.log.retention;

import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Settlement;
import java.util.List;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what a lane will never send, before it goes. */
final class Expiry {
    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
    private final LogStore log;
    private final Retention.Skip skip;

    Expiry(LogStore log, Retention.Skip skip) {
        this.log = log;
        this.skip = skip;
    }

    /**
     * Moves a lane past what it has not sent up to this seq, with one outcome for all of it. What is parked stays
     * parked: its events are copied when they go.
     */
    void expire(LaneRecord lane, long to, String why) throws InterruptedException {
        long from = Math.max(lane.cursor() + 1, log.first());
        long[] done = done(lane, from, to);
        long events = to - from + 1 - done.length;
        Pruner.await(log.settle(new Settlement(lane.id(), to, outcomes(from, to, done, why), List.of(), List.of())));
        skip.skip(lane.name(), to);
        if (events > 0) {
            LOG.warn(
                    "{} events from {} to {} were not sent to destination {} and have expired: they would have had to go"
                            + " for relay.retention.age or relay.retention.size. {}",
                    events,
                    first(from, done),
                    to,
                    lane.name(),
                    why);
        }
    }

    private static List<Outcome> outcomes(long from, long to, long[] done, String why) {
        long events = to - from + 1 - done.length;
        return events == 0 ? List.of() : List.of(Outcome.expired(first(from, done), to, events, why));
    }

    /** What is settled or parked already, ascending. */
    private long[] done(LaneRecord lane, long from, long to) {
        LongStream settled = LongStream.of(log.settledPastCursor(lane.id()));
        LongStream parked = log.parked(lane.id()).stream().mapToLong(Parked::seq);
        return LongStream.concat(settled, parked)
                .filter(seq -> seq >= from && seq <= to)
                .sorted()
                .distinct()
                .toArray();
    }

    private static long first(long from, long[] done) {
        long first = from;
        for (int i = 0; i < done.length && done[i] == first; i++) {
            first++;
        }
        return first;
    }
}
