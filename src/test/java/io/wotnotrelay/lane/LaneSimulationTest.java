package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a lane: events come, the destination fails in every way, the store refuses, the relay is killed, the
 * destination swapped or paused, the clock jumps. Without threads, so a seed tells the whole story; more of them with
 * {@code -Drelay.simulations=100000}, from another seed with {@code -Drelay.simulation.seed=…}.
 */
@ExtendWith(QuietLanes.class)
class LaneSimulationTest {
    private static final int RUNS = Integer.getInteger("relay.simulations", 3_000);
    private static final int FIRST = Integer.getInteger("relay.simulation.seed", 0);
    private static final Predicate<String> WANTS = kind -> !kind.equals("status");

    @Test
    void noConversationIsOutOfOrderAndNothingIsLostDoubledOrOvercounted() {
        int[] seen = new int[Mode.values().length + 9];
        for (int seed = FIRST; seed < FIRST + RUNS; seed++) {
            Life life = new Life(seed);
            life.run();
            life.count(seen);
        }
        // a simulation in which something never happens shows nothing about it
        assertThat(seen).doesNotContain(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theSameSeedTellsTheSameStory(int seed) {
        Life first = new Life(seed);
        Life second = new Life(seed);
        first.run();
        second.run();
        assertThat(first.story).isEqualTo(second.story).isNotEmpty();
    }

    /** How the destination is at the moment. */
    private enum Mode {
        UP,
        SHAKY,
        DOWN,
        LOCKED,
        MISTYPED,
        BUSY,
        /** It does what it is told, and the answer is lost. */
        MUTE
    }

    private static final class Life implements Destination {
        final int seed;
        final Random random;
        final SteppedLane lane;
        final LaneOptions options;
        final JobLife jobs;
        final List<Long> story = new ArrayList<>();
        final List<String> wrongs = new ArrayList<>();
        final Map<String, Long> lastAccepted = new HashMap<>();
        final Set<Long> accepted = new HashSet<>();
        /** The accepted ones, and those whose answer was lost. */
        final Set<Long> done = new HashSet<>();
        /** How often each event was with the destination, and how often that ended in a transient failure. */
        final Map<Long, Integer> calls = new HashMap<>();

        final Map<Long, Integer> transients = new HashMap<>();
        final Set<Mode> modes = new HashSet<>();
        Mode mode = Mode.UP;
        Snapshot last;
        boolean storeFails;
        boolean held;
        boolean backedOff;
        /** Whether it does not recognise a second time: then it must be told of each one that may be that. */
        final boolean intents;

        boolean twice;

        Life(int seed) {
            this.seed = seed;
            this.random = new Random(seed * 31L + 7);
            this.lane = new SteppedLane(seed, WANTS);
            this.options = options();
            this.jobs = new JobLife(lane, random);
            this.intents = random.nextInt(3) > 0;
        }

        private LaneOptions options() {
            LaneOptions.Retry retry = new LaneOptions.Retry(
                    random.nextInt(8),
                    Duration.ofSeconds(1 + random.nextInt(30)),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1 + random.nextInt(24)),
                    List.of());
            LaneOptions o = LaneRig.concurrency(LaneRig.retry(LaneRig.options("a"), retry), 1 + random.nextInt(6));
            if (random.nextInt(4) == 0) {
                o = LaneRig.rate(o, 1 + random.nextInt(5), Duration.ofSeconds(1));
            }
            if (random.nextInt(3) == 0) {
                o = LaneRig.batch(o, 2 + random.nextInt(9), Duration.ofSeconds(1 + random.nextInt(3)));
            }
            return LaneRig.standing(
                    o, Duration.ofSeconds(5 + random.nextInt(400)), 1 + random.nextInt(6), Duration.ofSeconds(30));
        }

        void run() {
            lane.open(options, this);
            int steps = 20 + random.nextInt(120);
            for (int step = 0; step < steps; step++) {
                step(random.nextInt(100));
                look();
            }
            end();
            check();
        }

        private void step(int what) {
            lane.log.failing = () -> storeFails && random.nextInt(3) == 0;
            if (random.nextInt(12) == 0) {
                jobs.step();
            }
            if (what < 25) {
                put();
            } else if (what < 55) {
                turns(1 + random.nextInt(12));
            } else if (what < 75) {
                lane.time.move(Duration.ofMillis(random.nextInt(60_000)));
                turns(1);
            } else if (what < 80) {
                lane.pass(Duration.ofSeconds(random.nextInt(3_000)));
            } else if (what < 88) {
                mode = Mode.values()[random.nextInt(Mode.values().length)];
                modes.add(mode);
            } else if (what < 91) {
                lane.crash();
                forgetWhatNobodyKnows();
                lane.open(options, this);
            } else if (what < 93) {
                storeFails = false;
                lane.log.failing = () -> false;
                lane.close();
                lane.open(options, this);
            } else if (what < 95) {
                pauseOrResume();
            } else if (what < 97) {
                storeFails = random.nextBoolean();
            } else {
                lane.time.jump(Duration.ofHours(random.nextInt(200) - 100));
            }
        }

        /** What was accepted just before a crash is not known to have been. */
        private void forgetWhatNobodyKnows() {
            lastAccepted.clear();
            for (Outcome outcome : lane.disk.outcomes("a")) {
                if (outcome.result() == Outcome.Result.DELIVERED && !jobs.isOfSome(outcome.seq())) {
                    String key = FakeEventLog.conversation(lane.disk.events.get(outcome.seq()));
                    lastAccepted.merge(key, outcome.seq(), Math::max);
                }
            }
        }

        private void pauseOrResume() {
            lane.log.failing = () -> false;
            if (random.nextBoolean()) {
                lane.pause();
            } else {
                lane.resume();
            }
        }

        private void turns(int many) {
            for (int i = 0; i < many; i++) {
                jobs.look();
                lane.turn();
                if (random.nextInt(3) > 0) {
                    lane.runOne();
                }
                if (random.nextInt(3) > 0) {
                    lane.log.commitNext(1 + random.nextInt(3));
                }
            }
        }

        private void put() {
            List<String> keys = new ArrayList<>();
            int conversations = 1 + random.nextInt(9);
            int many = random.nextInt(60) == 0 ? 250 : 1 + random.nextInt(12);
            for (int i = 0; i < many; i++) {
                int key = random.nextInt(conversations);
                keys.add(key == 0 ? "" : "c" + key);
            }
            lane.log.putAll(random.nextInt(5) == 0 ? "status" : "message", keys, 0);
        }

        private void look() {
            held |= lane.snapshot().state() == LaneStatus.State.HELD;
            backedOff |= lane.snapshot().state() == LaneStatus.State.BACKING_OFF
                    && lane.loop.snapshot().failures() > 0;
        }

        /** All is mended, time goes on, and others write to the chat now and then: nothing may be left over. */
        private void end() {
            mode = Mode.UP;
            storeFails = false;
            lane.log.failing = () -> false;
            lane.resume();
            for (int day = 0; day < 150 && !isDone(); day++) {
                lane.log.putAll("message", List.of("day" + day), 0);
                lane.pass(Duration.ofDays(1));
            }
            last = lane.snapshot();
            lane.close();
        }

        private boolean isDone() {
            return jobs.isDone()
                    && lane.disk.cursor("a") == lane.disk.head
                    && lane.disk.parked("a").stream().allMatch(p -> p.state() == Parked.State.DEAD);
        }

        private void check() {
            assertThat(wrongs).as("seed %d", seed).isEmpty();
            assertThat(lane.disk.violations).as("seed %d", seed).isEmpty();
            jobs.check(seed);
            List<Outcome> outcomes = lane.disk.outcomes("a");
            assertThat(outcomes.stream().filter(o -> wants(o.seq())).count())
                    .as("seed %d: every event has an end; the lane was %s, of %s", seed, last, options)
                    .isEqualTo(wanted());
            assertThat(lane.disk.parked("a")).as("seed %d", seed).allMatch(p -> p.state() == Parked.State.DEAD);
            assertThat(lane.disk.parked("a").stream().map(Parked::seq).toList())
                    .as("seed %d: the dead", seed)
                    .isEqualTo(outcomes.stream()
                            .filter(o -> o.result() == Outcome.Result.DEAD)
                            .map(Outcome::seq)
                            .toList());
            assertThat(lane.disk.cursor("a")).as("seed %d: cursor", seed).isEqualTo(lane.disk.head);
            assertThat(lane.snapshot().dead())
                    .as("seed %d: counted dead", seed)
                    .isEqualTo(lane.disk.parked("a").size());
            outcomes.forEach(this::checkTries);
            assertThat(lane.disk.lanes.get("a").intents)
                    .as("seed %d: only dead letters may still be in doubt", seed)
                    // an intent of a job that was cancelled before a restart goes when the lane is opened the next time
                    .allMatch(seq -> lane.disk.row("a", seq) != null || jobs.mayRepeat(seq));
        }

        private void checkTries(Outcome outcome) {
            boolean ofJob = jobs.isOfSome(outcome.seq());
            int failed = (ofJob ? calls : transients).getOrDefault(outcome.seq(), 0);
            switch (outcome.result()) {
                case DELIVERED -> {
                    assertThat(accepted).as("seed %d: delivered", seed).contains(outcome.seq());
                    assertThat(outcome.attempts())
                            .as("seed %d: %s", seed, outcome)
                            .isBetween(1, failed + 1);
                }
                case DEAD -> {
                    boolean tired = outcome.code() == 503 || outcome.code() == 0 && "no answer".equals(outcome.cause());
                    assertThat(outcome.attempts())
                            .as("seed %d: %s", seed, outcome)
                            .isBetween(1, tired ? failed : failed + 1);
                }
                case FILTERED -> assertThat(filters(outcome.seq())).isTrue();
                case EXPIRED -> throw new AssertionError("seed " + seed + ": nothing expires here");
            }
        }

        private boolean wants(long seq) {
            return WANTS.test(lane.disk.events.get(seq).kind());
        }

        private long wanted() {
            return lane.disk.events.values().stream()
                    .filter(e -> WANTS.test(e.kind()))
                    .count();
        }

        void count(int[] seen) {
            modes.forEach(m -> seen[m.ordinal()]++);
            int at = Mode.values().length;
            seen[at] += held ? 1 : 0;
            seen[at + 1] += backedOff ? 1 : 0;
            seen[at + 3] += twice ? 1 : 0;
            seen[at + 4] += lane.disk.outcomes("a").stream().anyMatch(Life::isRemark) ? 1 : 0;
            jobs.count(seen, at + 5);
            seen[at + 2] += lane.disk.outcomes("a").stream().anyMatch(Outcome::outOfOrder) ? 1 : 0;
        }

        private static boolean isRemark(Outcome outcome) {
            return outcome.result() == Outcome.Result.DELIVERED && outcome.cause() != null;
        }

        @Override
        public boolean wantsIntents() {
            return intents;
        }

        @Override
        public String filtered(StoredEvent event) {
            return filters(event.seq()) ? "seq % 11 == 0" : null;
        }

        private static boolean filters(long seq) {
            return seq % 11 == 0;
        }

        @Override
        public Result deliver(Delivery delivery) {
            List<StoredEvent> events = delivery.events();
            events.forEach(e -> story.add(e.seq()));
            jobs.look();
            events.forEach(e -> calls.merge(e.seq(), 1, Integer::sum));
            boolean ofJob = jobs.isOfJob(events.get(0));
            events.forEach(e -> {
                if (ofJob) {
                    jobs.witness(e, events);
                } else {
                    witness(e, events);
                }
            });
            events.forEach(e -> checkAnnounced(e, delivery));
            Result result = answer(events);
            if (result == Recorder.OK || result instanceof Failed failed && failed.maybeDone()) {
                events.forEach(e -> checkTwice(e, delivery));
            }
            if (result == Recorder.OK) {
                events.forEach(e -> accept(e, ofJob));
            } else if (result instanceof Failed failed && failed.failure() == Failure.TRANSIENT) {
                events.forEach(e -> transients.merge(e.seq(), 1, Integer::sum));
            }
            return result;
        }

        private void checkAnnounced(StoredEvent event, Delivery delivery) {
            if (intents != lane.disk.lanes.get("a").intents.contains(event.seq())) {
                wrongs.add(event.seq() + " ran, and its intent was not on disk, or need not be");
            }
            if (!intents && !delivery.doubts().isEmpty()) {
                wrongs.add(event.seq() + " is in doubt and nobody wants to know");
            }
        }

        private void checkTwice(StoredEvent event, Delivery delivery) {
            boolean again = !done.add(event.seq());
            twice |= again && intents;
            boolean told = delivery.doubts().containsKey(event.seq()) || jobs.mayRepeat(event.seq());
            if (again && intents && !told) {
                wrongs.add(event.seq() + " was done twice and nobody was told that it might be");
            }
        }

        private Result answer(List<StoredEvent> events) {
            if (events.stream().anyMatch(e -> e.seq() % 13 == 0)) {
                if (random.nextBoolean()) {
                    throw new IllegalStateException("poison");
                }
                return new Failed(Failure.PERMANENT, 422, "not this one", null);
            }
            if (events.stream().anyMatch(e -> e.seq() % 101 == 0)) {
                return new Failed(Failure.CONFIGURATION, 403, "not this record", null);
            }
            Mode now = mode == Mode.SHAKY ? Mode.values()[random.nextInt(Mode.values().length)] : mode;
            return switch (now) {
                case UP, SHAKY -> Recorder.OK;
                case DOWN ->
                    new Failed(Failure.TRANSIENT, 503, "down", random.nextBoolean() ? null : Duration.ofSeconds(5));
                case MUTE -> new Failed(Failure.TRANSIENT, 0, "no answer", null, true);
                case LOCKED -> new Failed(Failure.CONFIGURATION, 401, "locked", null);
                case MISTYPED -> new Failed(Failure.PERMANENT, 404, "mistyped", null);
                case BUSY ->
                    new Failed(Failure.QUOTA, 429, "busy", random.nextBoolean() ? null : Duration.ofSeconds(40));
            };
        }

        /** All earlier ones of its conversation have ended, on disk, or have left the order, or go in the same batch. */
        private void witness(StoredEvent event, List<StoredEvent> together) {
            String key = FakeEventLog.conversation(event);
            if (key.isEmpty() || isOutOfOrder(event.seq())) {
                return;
            }
            for (StoredEvent earlier : lane.disk.events.headMap(event.seq()).values()) {
                boolean same = WANTS.test(earlier.kind())
                        && FakeEventLog.conversation(earlier).equals(key);
                boolean before = together.indexOf(earlier) >= 0 && together.indexOf(earlier) < together.indexOf(event);
                if (same && !before && !filters(earlier.seq()) && !isPast(earlier.seq())) {
                    wrongs.add(event.seq() + " was delivered before " + earlier.seq() + " of " + key);
                }
            }
        }

        private boolean isPast(long seq) {
            Parked row = lane.disk.row("a", seq);
            boolean living = row != null && row.state() != Parked.State.DEAD;
            return living ? row.outOfOrder() : lane.disk.outcome("a", seq) != null;
        }

        private boolean isOutOfOrder(long seq) {
            Parked row = lane.disk.row("a", seq);
            return row != null && row.outOfOrder();
        }

        private void accept(StoredEvent event, boolean ofJob) {
            String key = FakeEventLog.conversation(event);
            boolean live = !ofJob && !jobs.isOfSome(event.seq());
            if (!accepted.add(event.seq()) || !live || key.isEmpty() || isOutOfOrder(event.seq())) {
                return;
            }
            Long last = lastAccepted.put(key, event.seq());
            if (last != null && last > event.seq()) {
                wrongs.add(event.seq() + " was accepted after " + last + " of " + key);
            }
        }
    }
}
