package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops the relay in order, freezes it, and kills it between two tries. */
class StopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void aStopUnderLoadLosesNothingEvenWhileADestinationHangs() throws Exception {
        try (RecordingSink hanging = new RecordingSink("stuck");
                RelayProcess relay = new RelayProcess(home)) {
            hanging.writeRoute(relay, "concurrency: 4");
            relay.start();
            relay.post(Bodies.batch("stuck", List.of("stuck")));
            await().atMost(PATIENCE).until(() -> hanging.times.containsKey("stuck"));
            try (Traffic traffic = new Traffic(relay, "stopped")) {
                await().atMost(PATIENCE).until(() -> traffic.answered(200) > 100);
                // ends by itself: stop() fails when the process is still there after its patience
                assertThat(relay.stop()).isIn(0, 143);
                traffic.end();
                assertThat(traffic.answered(500)).isZero();
                relay.start();
                await().atMost(PATIENCE).until(() -> hanging.times.keySet().containsAll(traffic.accepted));
            }
        }
    }

    @Test
    void aRetryKeepsItsCountItsTimeAndItsIdAcrossAKill() throws Exception {
        try (RecordingSink sink = new RecordingSink(null);
                RelayProcess relay = new RelayProcess(home)) {
            sink.writeRoute(relay, "retries: 3, retrySchedule: '1s,1s,1s'");
            sink.status = 503;
            relay.start();
            relay.post(Bodies.batch("c", List.of("tried")));
            await().atMost(PATIENCE).until(() -> sink.requests.get() == 2);
            await().atMost(PATIENCE).until(() -> relay.metric("relay_retrying") == 1);
            relay.kill();
            relay.start();
            await().atMost(PATIENCE).until(() -> relay.metric("relay_dead") == 1);
            assertThat(sink.requests.get())
                    .as("1 and 3 retries, one of which may repeat")
                    .isBetween(4, 5);
            assertThat(sink.ids.get("tried")).hasSize(1);
            sink.status = 204;
            relay.post(Bodies.batch("c", List.of("next")));
            await().atMost(PATIENCE).until(() -> sink.times.containsKey("next"));
            assertThat(sink.times).doesNotContainKey("tried");
        }
    }

    @Test
    void aFrozenRelayGoesOnWhereItStood() throws Exception {
        try (RecordingSink sink = new RecordingSink(null);
                RelayProcess relay = new RelayProcess(home)) {
            sink.writeRoute(relay, "retryDelay: 1s, breakerProbe: 1s");
            sink.status = 503;
            relay.start();
            try (Traffic traffic = new Traffic(relay, "frozen")) {
                await().atMost(PATIENCE).until(() -> traffic.answered(200) > 50);
                relay.signal("STOP");
                frozen(Duration.ofSeconds(10));
                sink.status = 204;
                relay.signal("CONT");
                int before = traffic.answered(200);
                await().atMost(PATIENCE).until(() -> traffic.answered(200) > before + 50);
                traffic.end();
                await().atMost(PATIENCE).until(() -> sink.times.keySet().containsAll(traffic.accepted));
            }
        }
    }

    /** Time passes for everyone but the relay. */
    private static void frozen(Duration time) {
        long began = System.nanoTime();
        await().atMost(time.plusSeconds(5)).until(() -> System.nanoTime() - began > time.toNanos());
    }
}
