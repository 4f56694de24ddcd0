package io.wotnotrelay.watch;

import io.wotnotrelay.event.OwnKinds;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Placed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Warns when a destination that stands still is on its way to lose events, at 50 and 90 % of its pin, and when it did. */
final class RetentionWatch implements Watcher {
    private static final List<Integer> PERCENTS = List.of(90, 50);
    /** Of what a lane did last, so much is searched for what expired. */
    private static final int LATEST = 100;

    private final Memory memory;
    private final Notices notices;
    private final LogStore log;
    private final Supplier<Map<String, Duration>> ages;
    private final Duration pin;

    /** {@code ages}: for how long each destination has stood still with events waiting. */
    RetentionWatch(Memory memory, Notices notices, LogStore log, Supplier<Map<String, Duration>> ages, Duration pin) {
        this.memory = memory;
        this.notices = notices;
        this.log = log;
        this.ages = ages;
        this.pin = pin;
    }

    @Override
    public void look(long now) {
        List<LaneRecord> lanes = log.lanes();
        Map<String, Duration> standing = ages.get();
        for (LaneRecord lane : lanes) {
            Duration age = standing.get(lane.name());
            if (age != null) {
                pinned(lane, age, now);
            }
            expired(lane, now);
        }
        var names = lanes.stream().map(LaneRecord::name).collect(Collectors.toSet());
        memory.pins.keySet().retainAll(names);
        memory.expired.keySet().retainAll(names);
    }

    private void pinned(LaneRecord lane, Duration age, long now) {
        int used = (int) Math.min(100, 100 * age.toMillis() / Math.max(1, pin.toMillis()));
        int reached = PERCENTS.stream().filter(p -> used >= p).findFirst().orElse(0);
        int told = memory.pins.getOrDefault(lane.name(), 0);
        if (reached == 0) {
            memory.pins.remove(lane.name());
        } else if (reached > told && notices.tell(cause(lane.name(), reached + "%"), warning(lane, age, used, now))) {
            memory.pins.put(lane.name(), reached);
        }
    }

    private Notice warning(LaneRecord lane, Duration age, int used, long now) {
        long waiting = Math.max(0, log.head() - Math.max(lane.cursor(), log.first() - 1));
        long deadline = now + Math.max(0, pin.minus(age).toMillis());
        String toDo = "Resume it, mend it or bring its file back before that.";
        String text = "Destination " + lane.name() + " has sent nothing for " + Words.duration(age.toMillis())
                + " although " + Words.waiting(waiting) + ". That is " + used + " % of relay.retention.pin: from "
                + Words.time(deadline) + " on, what is too old or too much to keep is let go unsent. " + toDo;
        return new Notice(
                OwnKinds.RETENTION_WARNING,
                now,
                text,
                Notice.facts(
                        "destination",
                        lane.name(),
                        "state",
                        "pinned",
                        "since",
                        Words.iso(now - age.toMillis()),
                        "waiting",
                        waiting,
                        "percent",
                        used,
                        "deadline",
                        Words.iso(deadline),
                        "toDo",
                        toDo));
    }

    /** At the first look nothing is new: what a log of before had expired was told then. */
    private void expired(LaneRecord lane, long now) {
        long total = log.totals(lane.id()).expired();
        Long told = memory.expired.putIfAbsent(lane.name(), total);
        String cause = cause(lane.name(), "expired");
        if (told != null && total > told && notices.mayTell(cause, now)) {
            notices.tell(cause, expiry(lane, total - told, now));
            memory.expired.put(lane.name(), total);
        }
    }

    private Notice expiry(LaneRecord lane, long events, long now) {
        List<Outcome> last = log.latest(lane.id(), Long.MAX_VALUE, LATEST).stream()
                .map(Placed::settled)
                .map(settled -> settled.outcome())
                .filter(outcome -> outcome.result() == Outcome.Result.EXPIRED)
                .toList();
        String cause = last.isEmpty() ? null : last.get(0).cause();
        String toDo = "They cannot be sent any more. Mend or resume the destination, so that no more are lost.";
        String text = (events == 1 ? "1 event" : events + " events") + " for destination " + lane.name()
                + " expired unsent" + (cause == null ? "." : ": " + Words.sentence(cause)) + " " + toDo;
        return new Notice(
                OwnKinds.RETENTION_WARNING,
                now,
                text,
                Notice.facts(
                        "destination",
                        lane.name(),
                        "state",
                        "expired",
                        "cause",
                        cause,
                        "count",
                        events,
                        "first",
                        last.stream().mapToLong(Outcome::first).min().orElse(0),
                        "last",
                        last.stream().mapToLong(Outcome::seq).max().orElse(0),
                        "toDo",
                        toDo));
    }

    private static String cause(String lane, String what) {
        return OwnKinds.RETENTION_WARNING + ":" + lane + ":" + what;
    }
}
