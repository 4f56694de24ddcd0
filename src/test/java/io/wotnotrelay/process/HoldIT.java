package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HELD = "relay_lane_state{destination=\"sink\",state=\"held\"} 1.0";

    @TempDir
    Path home;

    @Test
    void aWrongAddressMakesNoDeadLettersHoweverOftenTheRelayIsKilledAndMendedAllIsDelivered() throws Exception {
        try (RecordingSink sink = new RecordingSink(null);
                RelayProcess relay = new RelayProcess(home)) {
            sink.writeRoute(relay, "concurrency: 2");
            sink.status = 404;
            relay.start();
            Set<String> texts =
                    IntStream.range(0, 40).mapToObj(n -> "text " + n).collect(Collectors.toSet());
            for (String text : texts) {
                assertThat(relay.post(Bodies.batch(text, List.of(text))).statusCode())
                        .isEqualTo(200);
            }
            await().atMost(PATIENCE).until(() -> relay.metrics().contains(HELD));
            for (int kill = 0; kill < 3; kill++) {
                await().atMost(PATIENCE)
                        .until(() -> relay.metric("relay_held") == 5 && relay.metric("relay_dead") == 0);
                relay.kill();
                relay.start();
                await().atMost(PATIENCE).until(() -> relay.metrics().contains(HELD));
            }
            assertThat(sink.times).isEmpty();
            assertThat(relay.stop()).isIn(0, 143);
            sink.status = 204;
            relay.start();
            await().atMost(PATIENCE).until(() -> sink.times.keySet().equals(texts));
            await().atMost(PATIENCE).until(() -> relay.metric("relay_held") == 0);
            assertThat(relay.metric("relay_dead")).isZero();
            assertThat(sink.ids.values()).allMatch(ids -> ids.size() == 1);
        }
    }
}
