package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that a route cannot take, and texts that would like to be lines of the log. */
class PoisonIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void aPoisonEventIsADeadLetterAndTheNextOfItsConversationIsNotDelayed() throws Exception {
        try (RecordingSink sink = new RecordingSink(null);
                RelayProcess relay = new RelayProcess(home)) {
            sink.writeRoute(relay, "retries: 1, retryDelay: 200ms");
            Path route = relay.routes().resolve("sink.camel.yaml");
            Files.writeString(route, Files.readString(route).replace("steps:\n", """
                    steps:
                            - bean: {beanType: io.wotnotrelay.process.Poison, method: "taste(${body.text})"}
                    """));
            relay.start();
            assertThat(relay.post(Bodies.batch("c", List.of("error", "good"))).statusCode())
                    .isEqualTo(200);
            await().atMost(PATIENCE).until(() -> sink.times.containsKey("good"));
            await().atMost(PATIENCE).until(() -> relay.metric("relay_dead") == 1);
            assertThat(relay.post(Bodies.batch("d", List.of("exception", "as good")))
                            .statusCode())
                    .isEqualTo(200);
            await().atMost(PATIENCE).until(() -> sink.times.containsKey("as good"));
            await().atMost(PATIENCE).until(() -> relay.metric("relay_dead") == 2);
            assertThat(relay.metrics()).contains("relay_deliveries_total{destination=\"sink\",outcome=\"dead\"} 2.0");
        }
    }

    @Test
    void nothingThatAnEventHoldsBreaksALineOfTheLogOrActsInATerminal() throws Exception {
        String hostile =
                "x\\r\\n2026-01-01T00:00:00.000Z ERROR forged: line\\u001b[31m\\u2028\\u2029\\u0085\\u202e\\u0000";
        try (RelayProcess relay = new RelayProcess(home)) {
            Files.writeString(relay.routes().resolve("hostile.camel.yaml"), """
                    - route:
                        id: hostile
                        from:
                          uri: wotnot:hostile
                          parameters: {events: all, retries: 0}
                          steps:
                            - log: {loggingLevel: ERROR, message: "${body.type} ${body.conversation.key} ${body.text} ${body.raw}"}
                            - throwException:
                                exceptionType: java.lang.IllegalArgumentException
                                message: "${body.text}"
                    """);
            relay.start();
            String body = Bodies.batch("key " + hostile, List.of("text " + hostile))
                    .replace("\"type\":\"message\"", "\"type\":\"type " + hostile + "\"");
            assertThat(relay.post(body).statusCode()).isEqualTo(200);
            assertThat(relay.post(Bodies.batch("key " + hostile, List.of("text " + hostile)))
                            .statusCode())
                    .isEqualTo(200);
            await().atMost(PATIENCE).until(() -> relay.metric("relay_dead") == 2);
            relay.stop();
            assertThat(relay.said())
                    .contains("forged")
                    .doesNotContainPattern("[\\r\\u001b\\u2028\\u2029\\u0085\\u202e\\u0000]");
            assertThat(relay.said().lines()).noneMatch(line -> line.startsWith("2026-01-01T00:00:00.000Z"));
        }
    }
}
