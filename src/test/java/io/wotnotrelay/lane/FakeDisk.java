package io.wotnotrelay.lane;

import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Placed;
import io.wotnotrelay.log.Settled;
import io.wotnotrelay.log.Settlement;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What survives a crash of a {@link FakeEventLog}, and a judge of what lanes write into it. */
final class FakeDisk {
    final NavigableMap<Long, StoredEvent> events = new ConcurrentSkipListMap<>();
    final Map<String, LaneState> lanes = new ConcurrentHashMap<>();
    final FakeJobs jobs = new FakeJobs();
    /** Sentences about what a lane must never write. */
    final List<String> violations = new CopyOnWriteArrayList<>();

    volatile long head;

    static final class LaneState {
        final int id;
        final String name;
        final long bornAt;
        long cursor;
        boolean paused;
        String standing = "";
        Predicate<String> wants;
        int settlements;
        final NavigableMap<Long, Outcome> outcomes = new TreeMap<>();
        final List<Outcome> history = new ArrayList<>();
        final NavigableMap<Long, Parked> parked = new TreeMap<>();
        final NavigableSet<Long> intents = new TreeSet<>();
        /** Came back from the dead letters, and may end once more. */
        final Set<Long> revived = new HashSet<>();

        LaneState(int id, String name, long bornAt) {
            this.id = id;
            this.name = name;
            this.bornAt = bornAt;
        }
    }

    synchronized LaneState lane(int id) {
        return lanes.values().stream().filter(l -> l.id == id).findFirst().orElseThrow();
    }

    synchronized List<Placed> latest(int lane, long before, int most) {
        List<Outcome> history = lane(lane).history;
        List<Placed> out = new ArrayList<>();
        for (int i = (int) Math.min(before, history.size()) - 1; i >= 0 && out.size() < most; i--) {
            out.add(new Placed(i, new Settled(lane, 0, history.get(i))));
        }
        return out;
    }

    synchronized Outcome outcome(String lane, long seq) {
        return lanes.get(lane).outcomes.get(seq);
    }

    synchronized List<Outcome> outcomes(String lane) {
        return new ArrayList<>(lanes.get(lane).outcomes.values());
    }

    synchronized List<Parked> parked(String lane) {
        return new ArrayList<>(lanes.get(lane).parked.values());
    }

    synchronized long cursor(String lane) {
        return lanes.get(lane).cursor;
    }

    synchronized int settlements() {
        return lanes.values().stream().mapToInt(l -> l.settlements).sum();
    }

    synchronized void apply(Settlement s) {
        LaneState lane = lane(s.lane());
        lane.settlements++;
        for (Outcome outcome : s.outcomes()) {
            Outcome before = lane.outcomes.put(outcome.seq(), outcome);
            lane.history.add(outcome);
            boolean ofJob = jobs.mayEnd(s.job(), outcome, before);
            if (before != null && !ofJob && !lane.revived.remove(outcome.seq())) {
                violations.add("event " + outcome.seq() + " ended twice: " + before + ", " + outcome);
            }
        }
        s.unparked().forEach(seq -> {
            if (lane.parked.remove(seq) == null) {
                violations.add("event " + seq + " was unparked and not parked");
            }
        });
        if (s.job() != null) {
            jobs.apply(s.job());
        }
        s.parked().forEach(row -> park(lane, row));
        s.escaped().forEach(seq -> escape(lane, seq));
        s.intents().over().forEach(lane.intents::remove);
        lane.intents.addAll(s.intents().begun());
        lane.standing = s.standing() == null ? lane.standing : s.standing();
        if (s.cursor() < lane.cursor) {
            violations.add("the cursor went back from " + lane.cursor + " to " + s.cursor());
        }
        checkPassed(lane, s.cursor());
        lane.cursor = Math.max(lane.cursor, s.cursor());
    }

    private void park(LaneState lane, Parked row) {
        Parked before = lane.parked.put(row.seq(), row);
        boolean dead = before != null && before.state() == Parked.State.DEAD;
        if (dead && row.state() == Parked.State.HELD) {
            lane.revived.add(row.seq());
        } else if (dead && row.state() != Parked.State.DEAD) {
            violations.add("a dead letter became " + row);
        } else if (row.state() != Parked.State.DEAD && lane.outcomes.containsKey(row.seq()) && before == null) {
            violations.add("event " + row.seq() + " was parked after its end: " + row);
        }
    }

    private void escape(LaneState lane, long seq) {
        Parked row = lane.parked.get(seq);
        if (row == null || row.state() != Parked.State.RETRYING) {
            violations.add("event " + seq + " left the order and is not being retried: " + row);
            return;
        }
        lane.parked.put(
                seq,
                new Parked(
                        seq,
                        row.state(),
                        row.conversation(),
                        row.attempts(),
                        row.dueAt(),
                        row.runMillis(),
                        row.code(),
                        row.cause(),
                        true));
    }

    synchronized Parked row(String lane, long seq) {
        return lanes.get(lane).parked.get(seq);
    }

    private void checkPassed(LaneState lane, long cursor) {
        if (lane.wants == null || cursor <= lane.cursor) {
            return;
        }
        for (StoredEvent e : events.subMap(lane.cursor, false, cursor, true).values()) {
            boolean known = lane.outcomes.containsKey(e.seq()) || lane.parked.containsKey(e.seq());
            if (!known && lane.wants.test(e.kind())) {
                violations.add("the cursor passed event " + e.seq() + ", which is neither settled nor parked");
            }
        }
    }

    synchronized long[] intents(int id) {
        return lane(id).intents.stream().mapToLong(Long::longValue).toArray();
    }

    synchronized long[] settledPastCursor(int id) {
        LaneState lane = lane(id);
        return new TreeSet<>(lane.outcomes.tailMap(lane.cursor, false).keySet())
                .stream().mapToLong(Long::longValue).toArray();
    }
}
