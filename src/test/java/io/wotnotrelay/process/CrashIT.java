package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the relay with SIGKILL. {@code -Drelay.kills=100} for more rounds (bench/crash.sh). */
class CrashIT {
    private static final int KILLS = Integer.getInteger("relay.kills", 10);
    private static final int SENDERS = 8;
    private static final int WORKERS = 8;

    @TempDir
    Path home;

    /** Texts of the events of requests that were answered 200. */
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    @Test
    void nothingAnswered200IsLostAndOrderIsKeptWhenTheRelayIsKilled() throws Exception {
        Random random = new Random(20230901);
        try (RecordingSink sink = new RecordingSink(null);
                RelayProcess relay = new RelayProcess(home)) {
            destination(relay, sink);
            int repeatedAtMost = 0;
            for (int round = 0; round < KILLS; round++) {
                relay.start();
                int before = accepted.size();
                List<Future<?>> senders = send(relay, round);
                int wanted = before + 50 + random.nextInt(400);
                await().atMost(Duration.ofSeconds(60)).until(() -> accepted.size() >= wanted);
                relay.kill();
                for (Future<?> sender : senders) {
                    sender.get();
                }
                repeatedAtMost += WORKERS;
                assertThat(sink.repeated()).isLessThanOrEqualTo(repeatedAtMost);
            }
            relay.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> sink.times.keySet().containsAll(accepted));
            assertThat(sink.repeated()).isLessThanOrEqualTo(repeatedAtMost);
            assertThat(sink.ids.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
            assertOrder(sink.order);
        }
    }

    @Test
    void oneHangingEventHoldsNobodyUpAndOnlyWhatWasInFlightIsSentAgainAfterAKill() throws Exception {
        int others = 5_000;
        List<String> texts =
                IntStream.rangeClosed(0, others).mapToObj(i -> "event-" + i).toList();
        try (RecordingSink sink = new RecordingSink("event-0");
                RelayProcess relay = new RelayProcess(home)) {
            destination(relay, sink);
            relay.start();
            for (int from = 0; from <= others; from += 100) {
                List<String> some = texts.subList(from, Math.min(others + 1, from + 100));
                assertThat(relay.post(ofManyConversations(some)).statusCode()).isEqualTo(200);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> sink.times.size() == others + 1);
            relay.kill();
            relay.start();
            assertThat(relay.post(Bodies.batch("last", List.of("the last"))).statusCode())
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(60)).until(() -> sink.times.containsKey("the last"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> sink.times.get("event-0").get() == 2);
            assertThat(sink.repeated()).isBetween(1, WORKERS);
        }
    }

    private static String ofManyConversations(List<String> texts) {
        String items = String.join(
                ",",
                texts.stream()
                        .map(t -> Bodies.batch("of-" + t, List.of(t)).replaceAll("^\\{\"events\":\\[|]}$", ""))
                        .toList());
        return "{\"events\":[" + items + "]}";
    }

    private List<Future<?>> send(RelayProcess relay, int round) {
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        List<Future<?>> running = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            String conversation = "conversation-" + round + "-" + s;
            running.add(threads.submit(() -> sendUntilItIsGone(relay, conversation)));
        }
        threads.shutdown();
        return running;
    }

    private void sendUntilItIsGone(RelayProcess relay, String conversation) {
        for (int n = 0; ; n += 3) {
            List<String> texts = List.of(text(conversation, n), text(conversation, n + 1), text(conversation, n + 2));
            try {
                if (relay.post(Bodies.batch(conversation, texts)).statusCode() == 200) {
                    accepted.addAll(texts);
                } else {
                    return;
                }
            } catch (IOException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static String text(String conversation, int n) {
        return "%s-%06d".formatted(conversation, n);
    }

    private static void assertOrder(Map<String, List<String>> order) {
        assertThat(order).isNotEmpty();
        order.forEach(
                (conversation, texts) -> assertThat(texts).as(conversation).isSorted());
    }

    private static void destination(RelayProcess relay, RecordingSink sink) throws IOException {
        Files.writeString(relay.routes().resolve("sink.camel.yaml"), """
                - route:
                    id: sink
                    from:
                      uri: wotnot:sink
                      parameters: {events: message, concurrency: %d}
                      steps:
                        - to:
                            uri: kamelet:webhook-sink
                            parameters:
                              url: %s
                              timeout: 120s
                """.formatted(WORKERS, sink.url()));
    }
}
