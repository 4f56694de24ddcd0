package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.log.Job;
import io.wotnotrelay.log.NewJob;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.SeqSet;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** The jobs of a simulated life: made and cancelled at random, and what must hold of each. */
final class JobLife {
    private static final String LANE = SteppedLane.NAME;

    final List<String> wrongs = new ArrayList<>();
    /** What the lane itself had to deliver at some time: a job may have passed it then. */
    private final Set<Long> live = new HashSet<>();

    private final SteppedLane lane;
    private final Random random;

    JobLife(SteppedLane lane, Random random) {
        this.lane = lane;
        this.random = random;
    }

    void look() {
        lane.disk.parked(LANE).stream()
                .filter(row -> row.state() != Parked.State.DEAD)
                .forEach(row -> live.add(row.seq()));
    }

    void step() {
        List<Job> unfinished = lane.disk.jobs.unfinished(1);
        if (!unfinished.isEmpty() && random.nextInt(4) == 0) {
            lane.cancel(unfinished.get(random.nextInt(unfinished.size())).id());
        } else if (lane.disk.head > 0 && unfinished.size() < 3) {
            make();
        }
    }

    private void make() {
        boolean again = random.nextInt(3) == 0;
        boolean named = random.nextInt(4) == 0;
        lane.disk.events.keySet().stream()
                .filter(seq -> lane.disk.outcome(LANE, seq) == null)
                .forEach(live::add);
        SeqSet events = named ? some() : random.nextBoolean() ? dead() : passed();
        long mark = lane.disk.lane(1).history.size() - 1L;
        int runs = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 0;
        Job.Kind kind = named ? Job.Kind.REPLAY : Job.Kind.BACKFILL;
        Job.Order order = new Job.Order(kind, "{}", again, named, runs, 1_000, lane.disk.head, mark);
        long matched = events.size();
        SeqSet delivered = new SeqSet();
        for (Outcome outcome : lane.disk.lane(1).history) {
            if (outcome.result() == Outcome.Result.DELIVERED) {
                delivered.add(outcome.seq());
            }
        }
        long skipped = again ? 0 : events.removeAll(delivered);
        lane.add(new NewJob(1, order, matched, skipped, 0, events));
    }

    private SeqSet some() {
        SeqSet events = new SeqSet();
        for (int i = 0; i < 5; i++) {
            events.add(1 + random.nextInt((int) lane.disk.head));
        }
        return events;
    }

    private SeqSet dead() {
        SeqSet events = new SeqSet();
        lane.log.dead(1, 0, 10_000).forEach(row -> events.add(row.seq()));
        return events;
    }

    private SeqSet passed() {
        SeqSet events = new SeqSet();
        lane.disk.events.headMap(lane.disk.cursor(LANE), true).values().stream()
                .filter(e -> lane.wants.test(e.kind()))
                .forEach(e -> events.add(e.seq()));
        return events;
    }

    /** Whether a delivery is a job's: the lane itself has an end for it, or does not want it. */
    boolean isOfJob(StoredEvent event) {
        Parked row = lane.disk.row(LANE, event.seq());
        boolean living = row != null && row.state() != Parked.State.DEAD;
        return !living && (!lane.wants.test(event.kind()) || lane.disk.outcome(LANE, event.seq()) != null);
    }

    /** Whether any job was to deliver this: then all its tries are counted. */
    boolean isOfSome(long seq) {
        return lane.disk.jobs.jobs.keySet().stream().anyMatch(job -> lane.disk.jobs.covers(job, seq));
    }

    /** Whether someone wants this once more, or has given up a job that may have been about to deliver it. */
    boolean mayRepeat(long seq) {
        return lane.disk.jobs.jobs.values().stream()
                .filter(job -> job.order().again() || job.state() == Job.State.CANCELLED)
                .anyMatch(job -> lane.disk.jobs.covers(job.id(), seq));
    }

    /** All earlier ones of its conversation have an end of the job, were left out, or go in the same batch. */
    void witness(StoredEvent event, List<StoredEvent> together) {
        String key = FakeEventLog.conversation(event);
        Job job = running();
        if (key.isEmpty() || job == null) {
            return;
        }
        for (StoredEvent earlier : lane.disk.events.headMap(event.seq(), false).values()) {
            boolean same = lane.disk.jobs.covers(job.id(), earlier.seq())
                    && FakeEventLog.conversation(earlier).equals(key);
            boolean before = together.indexOf(earlier) >= 0 && together.indexOf(earlier) < together.indexOf(event);
            if (same && !before && !isPast(job, earlier)) {
                wrongs.add("job " + job.id() + " delivered " + event.seq() + " before " + earlier.seq());
            }
        }
    }

    private Job running() {
        return lane.disk.jobs.jobs.values().stream()
                .filter(job -> job.state() == Job.State.RUNNING)
                .findFirst()
                .orElse(null);
    }

    private boolean isPast(Job job, StoredEvent event) {
        Outcome outcome = lane.disk.outcome(LANE, event.seq());
        boolean left = outcome == null || (!job.order().again() && outcome.result() == Outcome.Result.DELIVERED);
        boolean filtered = outcome != null && outcome.result() == Outcome.Result.FILTERED;
        return left
                || filtered
                || live.contains(event.seq())
                || event.seq() % 11 == 0
                || lane.disk.jobs.hasEnded(job.id(), event.seq());
    }

    boolean isDone() {
        return lane.disk.jobs.unfinished(1).isEmpty();
    }

    void check(int seed) {
        assertThat(wrongs).as("seed %d", seed).isEmpty();
        for (Job job : lane.disk.jobs.jobs.values()) {
            Job.Progress p = job.progress();
            long sum = p.delivered() + p.skipped() + p.filtered() + p.failed() + p.expired() + p.hastened();
            assertThat(job.isUnfinished()).as("seed %d: %s", seed, job).isFalse();
            if (job.state() == Job.State.DONE) {
                assertThat(sum).as("seed %d: %s", seed, job).isEqualTo(job.matched());
                assertThat(p.open()).as("seed %d: %s", seed, job).isEmpty();
            } else {
                assertThat(sum).as("seed %d: %s", seed, job).isLessThanOrEqualTo(job.matched());
            }
        }
    }

    /** Whether some job delivered something, some was cancelled, and some ran again after a crash. */
    void count(int[] seen, int at) {
        seen[at] += any(job -> job.state() == Job.State.DONE && job.progress().delivered() > 0);
        seen[at + 1] +=
                any(job -> job.state() == Job.State.CANCELLED && job.progress().delivered() > 0);
        seen[at + 2] += any(job -> job.progress().failed() > 0);
        seen[at + 3] += any(job -> job.progress().skipped() > 0);
    }

    private int any(Predicate<Job> which) {
        return lane.disk.jobs.jobs.values().stream().anyMatch(which) ? 1 : 0;
    }
}
