package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.StoredEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random failures, delays, crashes and swaps with real threads, many times over; {@link LaneSimulationTest} has more of them without. */
@ExtendWith(QuietLanes.class)
class LaneThreadsTest {
    private static final String LANE = "a";
    private static final Predicate<String> WANTS = kind -> !kind.equals("status");

    @ParameterizedTest
    @CsvSource({"0, 25", "1000, 25", "2000, 25", "3000, 25"})
    void nothingIsLostDoubledOrOutOfOrder(int firstSeed, int runs) {
        for (int seed = firstSeed; seed < firstSeed + runs; seed++) {
            new Simulation(seed).run();
        }
    }

    private static final class Simulation {
        final int seed;
        final Random random;
        final FakeDisk disk = new FakeDisk();
        final LaneOptions options;
        final double trouble;
        final double storeTrouble;
        final Map<Long, Integer> delivered = new ConcurrentHashMap<>();
        final List<String> wrongs = java.util.Collections.synchronizedList(new ArrayList<>());
        int crashes;

        Simulation(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            LaneOptions.Retry retry = new LaneOptions.Retry(
                    random.nextInt(4), Duration.ofMillis(1), Duration.ofMillis(3), Duration.ofHours(24), List.of());
            LaneOptions o = LaneRig.retry(LaneRig.concurrency(options(LANE), 1 + random.nextInt(6)), retry);
            this.options = random.nextInt(3) > 0
                    ? o
                    : LaneRig.batch(o, 2 + random.nextInt(9), Duration.ofMillis(1 + random.nextInt(3)));
            this.trouble = random.nextDouble() * 0.5;
            this.storeTrouble = random.nextInt(3) == 0 ? 0.3 : 0;
        }

        void run() {
            int lives = 1 + random.nextInt(4);
            for (int life = 0; life < lives; life++) {
                live(life == lives - 1);
            }
            check();
        }

        private void live(boolean last) {
            FakeEventLog log = new FakeEventLog(disk);
            log.commitNanos = () -> ThreadLocalRandom.current().nextInt(300_000);
            log.failing = () -> ThreadLocalRandom.current().nextDouble() < storeTrouble;
            LaneRig rig = new LaneRig(log, Clock.systemUTC());
            World world = new World();
            Lane lane = rig.open(options, WANTS, world);
            int commits = 1 + random.nextInt(8);
            for (int i = 0; i < commits; i++) {
                log.putAll(random.nextInt(4) == 0 ? "status" : "message", conversations(), 0);
            }
            if (last) {
                settleAll(rig, lane);
            } else if (random.nextInt(3) == 0) {
                lane.close(Duration.ofSeconds(10));
                rig.close();
            } else {
                LockSupport.parkNanos(random.nextInt(4_000_000));
                world.dead = true;
                rig.crash();
                crashes++;
            }
        }

        private List<String> conversations() {
            List<String> keys = new ArrayList<>();
            int many = 1 + random.nextInt(12);
            for (int i = 0; i < many; i++) {
                int key = random.nextInt(6);
                keys.add(key == 0 ? "" : "c" + key);
            }
            return keys;
        }

        private void settleAll(LaneRig rig, Lane lane) {
            long wanted = wanted();
            await("seed " + seed)
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> disk.outcomes(LANE).size() >= wanted);
            assertThat(lane.close(Duration.ofSeconds(10)))
                    .as("seed %d closed", seed)
                    .isTrue();
            rig.close();
        }

        private long wanted() {
            return disk.events.values().stream()
                    .filter(e -> WANTS.test(e.kind()))
                    .count();
        }

        private void check() {
            assertThat(wrongs).as("seed %d", seed).isEmpty();
            assertThat(disk.violations).as("seed %d", seed).isEmpty();
            assertThat(disk.outcomes(LANE)).as("seed %d", seed).hasSize((int) wanted());
            assertThat(disk.parked(LANE)).as("seed %d", seed).allMatch(p -> p.state() == Parked.State.DEAD);
            assertThat(disk.parked(LANE).stream().map(Parked::seq).toList())
                    .as("seed %d: the dead", seed)
                    .isEqualTo(disk.outcomes(LANE).stream()
                            .filter(o -> o.result() == Outcome.Result.DEAD)
                            .map(Outcome::seq)
                            .toList());
            assertThat(disk.cursor(LANE)).as("seed %d: cursor", seed).isEqualTo(disk.head);
            int repeats = delivered.values().stream().mapToInt(n -> n - 1).sum();
            int slots = options.concurrency()
                    * (options.batch() == null ? 1 : options.batch().events());
            assertThat(repeats).as("seed %d: repeats", seed).isBetween(0, crashes * slots);
        }

        /** The destination, and a witness of what it is given. */
        private final class World implements Destination {
            volatile boolean dead;

            @Override
            public Result deliver(Delivery delivery) {
                if (dead) {
                    return Recorder.failed(Failure.TRANSIENT);
                }
                witness(delivery.events());
                LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(200_000));
                Result result = answer(delivery);
                if (result == Recorder.OK && !dead) {
                    delivery.events().forEach(e -> delivered.merge(e.seq(), 1, Integer::sum));
                }
                return result;
            }

            @Override
            public String filtered(StoredEvent event) {
                return event.seq() % 11 == 0 ? "seq % 11 == 0" : null;
            }

            private Result answer(Delivery delivery) {
                if (delivery.events().stream().anyMatch(e -> e.seq() % 13 == 0)) {
                    if (ThreadLocalRandom.current().nextBoolean()) {
                        throw new IllegalStateException("poison");
                    }
                    return Recorder.failed(Failure.PERMANENT);
                }
                if (ThreadLocalRandom.current().nextDouble() >= trouble) {
                    return Recorder.OK;
                }
                return switch (ThreadLocalRandom.current().nextInt(3)) {
                    case 0 -> Recorder.failed(Failure.QUOTA);
                    case 1 -> new Failed(Failure.TRANSIENT, 503, "busy", Duration.ofMillis(1));
                    default -> Recorder.failed(Failure.TRANSIENT);
                };
            }

            private void witness(List<StoredEvent> events) {
                Map<String, Long> before = new HashMap<>();
                for (StoredEvent event : events) {
                    String key = FakeEventLog.conversation(event);
                    Long previous = before.put(key, event.seq());
                    if (previous != null && previous > event.seq()) {
                        wrongs.add("out of order within a batch: " + previous + " before " + event.seq());
                    }
                    if (!key.isEmpty()) {
                        requireSettledBefore(event, key, events);
                    }
                }
            }

            private void requireSettledBefore(StoredEvent event, String key, List<StoredEvent> together) {
                for (StoredEvent earlier : disk.events.headMap(event.seq()).values()) {
                    boolean same = WANTS.test(earlier.kind())
                            && FakeEventLog.conversation(earlier).equals(key);
                    if (same && !together.contains(earlier) && disk.outcome(LANE, earlier.seq()) == null) {
                        // filtered in the same batch: not yet on disk, and never delivered
                        if (filtered(earlier) == null && !dead) {
                            wrongs.add(event.seq() + " was delivered before " + earlier.seq() + " of " + key);
                        }
                    }
                }
            }
        }
    }
}
