package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the disk away under the running relay: full, nearly full, failing, read-only. */
class DiskIT {
    /** The watch looks once a second. */
    private static final Duration WATCHED = Duration.ofSeconds(4);

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void aFullDiskIsAnswered503AndTheRelayGoesOnByItselfWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("data"), 48);
                RecordingSink sink = new RecordingSink(null);
                RelayProcess relay = new RelayProcess(home, "relay.store.min-free=0")) {
            sink.writeRoute(relay, "concurrency: 4");
            Path alerts = alerts(relay);
            relay.start();
            try (Traffic traffic = new Traffic(relay, "full")) {
                await().atMost(RECOVERY).until(() -> traffic.answered(200) > 50);
                disk.fill();
                await().atMost(RECOVERY).until(() -> traffic.answered(503) > 50);
                await("the handshake, for longer than it takes the watch to see that the disk is full")
                        .during(WATCHED)
                        .atMost(RECOVERY)
                        .until(() -> relay.post("").statusCode() == 200);
                disk.free();
                goesOn(traffic);
                await("what happened is told afterwards")
                        .atMost(RECOVERY)
                        .until(() ->
                                Files.exists(alerts) && Files.readString(alerts).contains("\"state\":\"well\""));
                assertThat(alerts).content().contains("\"state\":\"refusing\"").contains("is full: free some space");
                assertThat(traffic.answered(500)).isZero();
                end(relay, sink, traffic);
            }
            assertThat(relay.said()).contains("is full: free some space").contains("takes events again");
        }
    }

    @Test
    void belowMinFreeEventsAreRefusedWhileDeliveriesAreStillWrittenDown() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("data"), 48);
                RecordingSink sink = new RecordingSink(null);
                RelayProcess relay = new RelayProcess(home, "relay.store.min-free=20MiB")) {
            sink.writeRoute(relay, "retryDelay: 1s, breakerFailures: 1000, concurrency: 4");
            sink.status = 503;
            Path alerts = alerts(relay);
            relay.start();
            List<String> texts = List.of("one", "two", "three");
            assertThat(relay.post(Bodies.batch("c", texts)).statusCode()).isEqualTo(200);
            disk.take(30L << 20);
            await().atMost(RECOVERY)
                    .until(() -> relay.post(Bodies.batch("c", List.of("late"))).statusCode() == 503);
            await("it is told although events are refused")
                    .atMost(RECOVERY)
                    .until(() ->
                            Files.exists(alerts) && Files.readString(alerts).contains("\"state\":\"refusing\""));
            sink.status = 204;
            await().atMost(RECOVERY).until(() -> sink.times.keySet().containsAll(texts));
            await().atMost(RECOVERY).until(() -> relay.metric("relay_deliveries_total") >= 3);
            relay.kill();
            relay.start();
            disk.free();
            await().atMost(RECOVERY)
                    .until(() -> relay.post(Bodies.batch("c", List.of("late"))).statusCode() == 200);
            await().atMost(RECOVERY).until(() -> sink.times.containsKey("late"));
            assertThat(sink.repeated()).isZero();
            assertThat(relay.said()).contains("relay.store.min-free").contains("enough free space again");
        }
    }

    /** A route that writes down what the relay tells of itself, outside of the small disk. */
    private Path alerts(RelayProcess relay) throws IOException {
        Path file = home.resolve("alerts.jsonl");
        Files.writeString(relay.routes().resolve("alerts.camel.yaml"), """
                - route:
                    from:
                      uri: wotnot:alerts
                      parameters: { events: relay.* }
                      steps:
                        - to:
                            uri: kamelet:jsonl-file-sink
                            parameters: { file: "%s" }
                """.formatted(file));
        return file;
    }

    @Test
    void aFailingSyncIsAnswered503AndNothingAcceptedIsLostWhenTheRelayIsKilledAfterwards() throws Exception {
        survives("fdatasync,fsync:error=EIO");
    }

    @Test
    void failingWritesAreAnswered503AndNothingAcceptedIsLost() throws Exception {
        survives("pwrite64:error=ENOSPC");
    }

    @Test
    void aDiskThatTurnsReadOnlyIsAnswered503AndNothingAcceptedIsLost() throws Exception {
        survives("pwrite64,ftruncate,fallocate,unlink:error=EROFS");
    }

    private void survives(String fault) throws Exception {
        try (RecordingSink sink = new RecordingSink(null);
                RelayProcess relay = new RelayProcess(home)) {
            sink.writeRoute(relay, "concurrency: 4");
            relay.start();
            try (Traffic traffic = new Traffic(relay, "failing")) {
                await().atMost(RECOVERY).until(() -> traffic.answered(200) > 50);
                try (FailingCalls failing = FailingCalls.of(relay, home, fault)) {
                    assertThat(failing).isNotNull();
                    await().atMost(RECOVERY).until(() -> traffic.answered(503) > 50);
                    int before = traffic.accepted.size();
                    await().atMost(RECOVERY).until(() -> traffic.answered(503) > 100);
                    assertThat(traffic.accepted)
                            .as("accepted while nothing could be synced")
                            .hasSize(before);
                }
                goesOn(traffic);
                assertThat(traffic.answered(500)).isZero();
                relay.kill();
                traffic.end();
                relay.start();
                end(relay, sink, traffic);
            }
        }
    }

    private static void goesOn(Traffic traffic) {
        int before = traffic.answered(200);
        await("events are taken again").atMost(RECOVERY).until(() -> traffic.answered(200) > before + 50);
    }

    private static void end(RelayProcess relay, RecordingSink sink, Traffic traffic) throws Exception {
        traffic.end();
        assertThat(relay.isAlive()).isTrue();
        await("all that was accepted is delivered")
                .atMost(RECOVERY)
                .until(() -> sink.times.keySet().containsAll(traffic.accepted));
    }

    @Test
    void aReadOnlyFolderStopsTheStartWithASentence() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("data"), 16);
                RelayProcess relay = new RelayProcess(home)) {
            relay.start();
            relay.stop();
            disk.readOnly(true);
            assertThat(relay.runToItsEnd()).isEqualTo(1);
            assertThat(lastLine(relay)).startsWith("The relay did not start: ").contains("data");
        }
    }

    private static String lastLine(RelayProcess relay) throws IOException {
        List<String> lines = relay.said().lines().toList();
        return lines.get(lines.size() - 1);
    }
}
