package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A destination that posts to the webhook of its own relay. */
class LoopIT {
    @TempDir
    Path home;

    @Test
    void aDestinationThatPostsToItsOwnRelayIsStopped() throws Exception {
        try (RelayProcess relay = new RelayProcess(home)) {
            Files.writeString(
                    relay.routes().resolve("loop.camel.yaml"), """
                    - route:
                        id: loop
                        from:
                          uri: wotnot:loop
                          parameters: {events: all, retryDelay: 100ms, retryMaxDelay: 100ms}
                          steps:
                            - to:
                                uri: kamelet:webhook-sink
                                parameters:
                                  url: %s
                                  bearerToken: %s
                    """.formatted(relay.webhook(), RelayProcess.TOKEN));
            relay.start();
            assertThat(relay.post(Bodies.batch("c", List.of("round and round"))).statusCode())
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(30)).until(() -> relay.metrics().contains("cause=\"loop\""));
            await().atMost(Duration.ofSeconds(30)).until(() -> relay.metric("relay_held") == 1);
            assertThat(relay.metric("relay_events_received_total")).isEqualTo(1);
        }
    }
}
