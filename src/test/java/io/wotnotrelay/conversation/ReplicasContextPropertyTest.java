package io.wotnotrelay.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three replicas, of which one is killed and begun anew with an empty folder now and then, while the lease goes from one to
 * another: each of them gives every event with what its conversation told up to it, and so the same as the others.
 */
class ReplicasContextPropertyTest {
    private static final int REPLICAS = 3;
    private static final int STEPS = 40;

    @TempDir
    Path folder;

    private final Settings.Store store = PostgresServer.shared().database();
    private final HandClock clock = new HandClock();
    private final List<ContextReplica> replicas = new ArrayList<>();
    private final List<StoredEvent> all = new ArrayList<>();
    private Random random;
    private RandomTalk talk;
    private int starts;

    static IntStream seeds() {
        return IntStream.range(0, 8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachReplicaGivesEachEventTheSameContext(int seed) {
        random = new Random(seed);
        talk = new RandomTalk(random);
        try {
            for (int i = 0; i < REPLICAS; i++) {
                replicas.add(start());
            }
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            replicas.forEach(replica -> all.forEach(event -> check(replica, event)));
        } finally {
            replicas.forEach(ContextReplica::close);
        }
    }

    private ContextReplica start() {
        // some write and look often, some hardly ever
        Duration round = random.nextInt(3) == 0 ? Duration.ofHours(1) : Duration.ofMillis(1 + random.nextInt(30));
        return new ContextReplica(folder.resolve("replica-" + starts++), store, clock, round, 32L << 20);
    }

    private ContextReplica any() {
        return replicas.get(random.nextInt(REPLICAS));
    }

    private void step() {
        switch (random.nextInt(10)) {
            case 0 -> {
                int which = random.nextInt(REPLICAS);
                replicas.get(which).kill();
                replicas.set(which, start());
            }
            case 1, 2 -> any().lead();
            case 3, 4 -> {
                for (int i = 0; i < 5 && !all.isEmpty(); i++) {
                    check(any(), all.get(random.nextInt(all.size())));
                }
            }
            default -> add(any());
        }
    }

    private void add(ContextReplica replica) {
        int many = 1 + random.nextInt(8);
        long last = replica.add(talk.events(many));
        for (long seq = last - many + 1; seq <= last; seq++) {
            all.add(replica.log.find(seq).orElseThrow());
        }
    }

    private void check(ContextReplica replica, StoredEvent event) {
        assertThat(replica.contexts.of(event).toJson())
                .as("event %s", event.seq())
                .isEqualTo(ContextsRig.naive(all, event).toJson());
    }
}
