package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.log.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three relays on one PostgreSQL, of which one is killed, stopped, held still or cut off from the database every few
 * seconds. {@code -Drelay.seconds=600} for longer (bench/replicas.sh).
 */
class ReplicasIT {
    private static final int SECONDS = Integer.getInteger("relay.seconds", 60);
    private static final int RELAYS = 3;
    private static final int SENDERS = 6;
    private static final int DESTINATIONS = 4;
    /** What piles up while a lane has no replica must be delivered in time at the end. */
    private static final int MOST_BEHIND = 5_000;

    @TempDir
    Path home;

    /** Texts of the events of requests that were answered 200. */
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    private final AtomicInteger turn = new AtomicInteger();
    private final List<RelayProcess> relays = new ArrayList<>();
    private final List<Cable> cables = new ArrayList<>();
    private final List<RecordingSink> sinks = new ArrayList<>();
    private final Random random = new Random(20230901);
    private volatile boolean over;

    @Test
    void nothingAcceptedIsLostOrStoredTwiceAndOrderIsKeptWhateverBecomesOfOneOfThree() throws Exception {
        try (PostgresServer server = PostgresServer.begin()) {
            begin(server);
            List<Future<?>> senders = send();
            int faults = disturbFor(Duration.ofSeconds(SECONDS));
            over = true;
            for (Future<?> sender : senders) {
                sender.get();
            }
            for (RecordingSink sink : sinks) {
                await().atMost(Duration.ofSeconds(90))
                        .until(() -> sink.times.keySet().containsAll(accepted));
            }
            for (RecordingSink sink : sinks) {
                assertThat(sink.times.keySet()).isEqualTo(accepted);
                assertThat(sink.ids.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
                sink.order.forEach((conversation, texts) ->
                        assertThat(texts).as(conversation).isSorted());
                sink.names.forEach((conversation, names) -> assertThat(names)
                        .as("told before the first message, by whichever relay it was delivered")
                        .containsExactly("visitor of " + conversation));
            }
            assertThat(server.number("SELECT count(*) FROM event WHERE kind LIKE 'message%'"))
                    .as("each once, though some were posted to two relays")
                    .isEqualTo(accepted.size());
            assertThat(server.number("SELECT count(DISTINCT seq) = max(seq) - min(seq) + 1 FROM event"))
                    .as("no gaps")
                    .isEqualTo(1);
            for (int d = 0; d < DESTINATIONS; d++) {
                String waiting = "relay_waiting{destination=\"sink-" + d + "\"";
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> relays.stream()
                                        .filter(relay -> shows(relay, waiting))
                                        .count()
                                == 1);
            }
            int repeated = sinks.stream().mapToInt(RecordingSink::repeated).sum();
            System.out.printf("%d faults, %d events, %d deliveries repeated%n", faults, accepted.size(), repeated);
        } finally {
            end();
        }
    }

    private static boolean shows(RelayProcess relay, String metric) {
        try {
            return relay.metrics().contains(metric);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void begin(PostgresServer server) throws IOException {
        for (int d = 0; d < DESTINATIONS; d++) {
            sinks.add(new RecordingSink(null));
        }
        for (int n = 0; n < RELAYS; n++) {
            Cable cable = new Cable(server.port());
            cables.add(cable);
            RelayProcess relay = new RelayProcess(
                    Files.createDirectory(home.resolve("relay-" + n)),
                    "relay.store.url=jdbc:postgresql://127.0.0.1:" + cable.port() + "/postgres",
                    "relay.store.user=postgres",
                    "relay.store.password=any");
            for (int d = 0; d < DESTINATIONS; d++) {
                Files.writeString(relay.routes().resolve("sink-" + d + ".camel.yaml"), route(d));
            }
            relays.add(relay);
            relay.start();
        }
    }

    private String route(int d) {
        return """
                - route:
                    id: sink-%d
                    from:
                      uri: wotnot:sink-%d
                      parameters: {events: message, startAt: beginning, concurrency: 4}
                      steps:
                        - to:
                            uri: kamelet:webhook-sink
                            parameters: {url: "%s", timeout: 20s}
                """.formatted(d, d, sinks.get(d).url());
    }

    private List<Future<?>> send() {
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        List<Future<?>> running = IntStream.range(0, SENDERS)
                .<Future<?>>mapToObj(s -> threads.submit(() -> talk("conversation-" + s)))
                .toList();
        threads.shutdown();
        return running;
    }

    /** Each batch goes to one relay after the other until one has taken it, and every tenth to one more. */
    private Void talk(String conversation) throws InterruptedException {
        String first = Bodies.begins(conversation, "visitor of " + conversation);
        await().atMost(Duration.ofSeconds(90)).pollDelay(Duration.ZERO).until(() -> posted(first));
        for (int n = 0; !over; n += 2) {
            List<String> texts = List.of(text(conversation, n), text(conversation, n + 1));
            String body = Bodies.batch(conversation, texts);
            await().atMost(Duration.ofSeconds(90))
                    .pollDelay(Duration.ZERO)
                    .until(() -> behind() < MOST_BEHIND && posted(body));
            if (n % 20 == 0) {
                posted(body);
            }
            accepted.addAll(texts);
        }
        return null;
    }

    /** How many accepted events the slowest destination has not got. */
    private int behind() {
        return accepted.size()
                - sinks.stream().mapToInt(sink -> sink.times.size()).min().orElse(0);
    }

    private boolean posted(String body) throws InterruptedException {
        RelayProcess relay = relays.get(Math.floorMod(turn.getAndIncrement(), RELAYS));
        try {
            return relay.post(body).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(String conversation, int n) {
        return "%s-%06d".formatted(conversation, n);
    }

    private int disturbFor(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        int round = 0;
        for (; System.nanoTime() < end; round++) {
            int which = random.nextInt(RELAYS);
            int before = accepted.size();
            disturb(relays.get(which), cables.get(which), round % 4);
            await().atMost(Duration.ofSeconds(60)).until(() -> accepted.size() > before + 20);
        }
        return round;
    }

    private void disturb(RelayProcess relay, Cable cable, int how) throws Exception {
        switch (how) {
            case 0 -> {
                relay.kill();
                deleteAll(relay.data()); // as a container begins anew
                relay.start();
            }
            case 1 -> {
                relay.signal("STOP");
                pass(Duration.ofSeconds(12));
                relay.signal("CONT");
            }
            case 2 -> {
                relay.stop();
                relay.start();
            }
            default -> {
                cable.cut();
                pass(Duration.ofSeconds(12));
                cable.mend();
            }
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Longer than the term of a lease: the others take over meanwhile. */
    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(5)).until(() -> System.nanoTime() > end);
    }

    private void end() throws Exception {
        for (RelayProcess relay : relays) {
            relay.close();
        }
        for (Cable cable : cables) {
            cable.close();
        }
        for (RecordingSink sink : sinks) {
            sink.close();
        }
    }
}
