package io.wotnotrelay.log.retention;

import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Placed;
import io.wotnotrelay.log.Settled;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which lanes keep events from going, and for how long they may. A lane stands still while it settles nothing and its
 * cursor stays although events wait: paused, held, down or missing, that is the same here, and can be read off the log
 * alone, also after a restart.
 */
final class Pins {
    private static final Logger LOG = LoggerFactory.getLogger(Pins.class);
    private static final int[] WARN_AT_PERCENT = {90, 50};

    private final LogStore log;
    private final Duration pin;
    private final Expiry expiry;
    private final JobPins jobs;
    private final Map<Integer, Sight> sights = new TreeMap<>();

    Pins(LogStore log, Duration pin, Retention.Skip skip) {
        this.log = log;
        this.pin = pin;
        this.expiry = new Expiry(log, skip);
        this.jobs = new JobPins(log, pin);
    }

    /** Sees where the lanes are, and warns of those whose time is running out. */
    void look(long now) {
        List<LaneRecord> lanes = log.lanes();
        sights.keySet().retainAll(lanes.stream().map(LaneRecord::id).toList());
        for (LaneRecord lane : lanes) {
            Sight sight = sights.computeIfAbsent(lane.id(), id -> new Sight(lane, now));
            sight.see(lane, waitingSince(lane, now), now);
            warn(lane, sight, now);
        }
    }

    /** Since when an event waits and nothing was settled; now where none waits. */
    private long waitingSince(LaneRecord lane, long now) {
        long next = Math.max(lane.cursor() + 1, log.first());
        if (next > log.head()) {
            return now;
        }
        long received = log.find(next).map(StoredEvent::receivedAt).orElse(0L);
        long settled = log.latest(lane.id(), Long.MAX_VALUE, 1).stream()
                .map(Placed::settled)
                .filter(last -> last.outcome().result() != Outcome.Result.EXPIRED)
                .mapToLong(Settled::at)
                .max()
                .orElse(0);
        return Math.max(lane.bornAt(), Math.max(received, settled));
    }

    /** For how long each lane has stood still, by name. */
    Map<String, Duration> ages() {
        return sights.values().stream().collect(Collectors.toMap(Sight::name, Sight::age));
    }

    /**
     * Up to where events may go, of those up to {@code wanted}: no further than the lanes are, but for those whose pin
     * has ended. What these have not sent expires with this, in a commit of its own.
     */
    long release(long wanted, long now) throws InterruptedException {
        List<LaneRecord> lanes = log.lanes();
        long to = Math.min(wanted, log.head());
        for (LaneRecord lane : lanes) {
            to = hasEnded(lane, now) ? to : Math.min(to, lane.cursor());
            to = Math.min(to, jobs.before(lane, now));
        }
        for (LaneRecord lane : lanes) {
            if (lane.cursor() < to) {
                Duration age = sights.get(lane.id()).age();
                expiry.expire(lane, to, "The destination stood still for " + Words.of(age) + ".");
                sights.get(lane.id()).expired(to, now);
            }
        }
        return to;
    }

    /** Who keeps the oldest event, in a sentence. */
    String why() {
        long first = log.first();
        String names = log.lanes().stream()
                .filter(lane -> lane.cursor() < first)
                .map(LaneRecord::name)
                .collect(Collectors.joining(", "));
        String running = jobs.why();
        if (!running.isEmpty()) {
            return running;
        }
        return names.isEmpty()
                ? "what is left are dead letters and parked deliveries."
                : "it waits for " + names + ", at most for relay.retention.pin (" + Words.of(pin) + ").";
    }

    private boolean hasEnded(LaneRecord lane, long now) {
        Sight sight = sights.get(lane.id());
        return sight != null && sight.hasEnded(lane.cursor(), pin, now);
    }

    private void warn(LaneRecord lane, Sight sight, long now) {
        if (!sight.crosses(pin, WARN_AT_PERCENT)) {
            return;
        }
        LOG.warn(
                "Destination {} has sent nothing for {} although {} events wait. Resume it, mend it or bring its file"
                        + " back: from {} on, what must go to keep relay.retention.age and relay.retention.size expires"
                        + " unsent.",
                lane.name(),
                Words.of(sight.age()),
                log.head() - Math.max(lane.cursor(), log.first() - 1),
                Instant.ofEpochMilli(now).plus(pin.minus(sight.age())));
    }
}
