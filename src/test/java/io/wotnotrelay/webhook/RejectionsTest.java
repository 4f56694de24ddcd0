package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.log.ReceiptIds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectionsTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final long MINUTE = NOON.millis() / 60_000;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("rejected.db");
    }

    @Test
    void refusedRequestsAreListedNewestFirst() throws IOException {
        try (Rejections rejections = open()) {
            rejections.add("192.0.2.1", Reply.NOT_FOUND);
            rejections.add("192.0.2.2", Reply.UNAUTHORIZED);
            await().until(() -> rejections.list(Long.MAX_VALUE, 10).size() == 2);
            List<Rejection> listed = rejections.list(Long.MAX_VALUE, 10);
            assertThat(listed).extracting(Rejection::cause).containsExactly("token", "not_found");
            assertThat(listed).extracting(Rejection::status).containsExactly(401, 404);
            assertThat(listed).extracting(Rejection::client).containsExactly("192.0.2.2", "192.0.2.1");
            assertThat(listed.get(0).receivedAt()).isEqualTo(NOON.millis());
            assertThat(rejections.list(listed.get(0).id(), 10)).containsExactly(listed.get(1));
            assertThat(rejections.list(Long.MAX_VALUE, 1)).containsExactly(listed.get(0));
        }
    }

    @Test
    void theBodyOfAnAuthenticRequestIsKeptWithoutItsToken() throws IOException {
        try (Rejections rejections = open()) {
            rejections.add(incoming("{\"token\":\"secret-1\",\"x\":\"secret-1\""), Reply.notJson("Broken."));
            await().until(() -> rejections.list(Long.MAX_VALUE, 10).size() == 1);
            Rejection kept = rejections.list(Long.MAX_VALUE, 10).get(0);
            assertThat(rejections.body(kept.id()))
                    .hasValueSatisfying(b -> assertThat(b).asString().isEqualTo("{\"token\":,\"x\":\"\""));
            assertThat(kept.bodyBytes()).isPositive();
        }
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret-1");
    }

    @Test
    void theBodyOfAStrangerIsNotKept() throws IOException {
        try (Rejections rejections = open()) {
            rejections.add(incoming("{\"events\":[]}"), Reply.UNAUTHORIZED);
            await().until(() -> rejections.list(Long.MAX_VALUE, 10).size() == 1);
            Rejection kept = rejections.list(Long.MAX_VALUE, 10).get(0);
            assertThat(rejections.body(kept.id())).isEmpty();
            assertThat(kept.bodyBytes()).isEqualTo(-1);
        }
    }

    @Test
    void everyRefusalIsCountedButOnlyAHundredAMinuteAreKept() throws IOException {
        try (Rejections rejections = open()) {
            for (int i = 0; i < 500; i++) {
                rejections.add("192.0.2.1", Reply.UNAUTHORIZED);
            }
            for (int i = 0; i < 500; i++) {
                rejections.add(incoming("{"), Reply.notJson("Broken."));
            }
            await().until(() -> rejections.counts(MINUTE).stream()
                            .mapToLong(Rejection.Count::requests)
                            .sum()
                    == 1000);
            assertThat(rejections.counts(MINUTE))
                    .containsExactlyInAnyOrder(
                            new Rejection.Count(MINUTE, 400, "not_json", 500),
                            new Rejection.Count(MINUTE, 401, "token", 500));
            assertThat(rejections.list(Long.MAX_VALUE, 5_000)).hasSize(RejectionQuota.MOST);
            assertThat(rejections.list(Long.MAX_VALUE, 5_000))
                    .filteredOn(r -> r.status() == 400)
                    .hasSize(20);
        }
    }

    @Test
    void theySurviveARestart() throws IOException {
        try (Rejections rejections = open()) {
            rejections.add("192.0.2.1", Reply.NOT_FOUND);
        }
        try (Rejections rejections = open()) {
            assertThat(rejections.list(Long.MAX_VALUE, 10)).hasSize(1);
            assertThat(rejections.counts(MINUTE)).hasSize(1);
        }
    }

    @Test
    void onlyTheLastThousandAreKept() throws Exception {
        try (RejectedStore store = RejectedStore.open(file, RejectedStore.MOST_BYTES)) {
            for (int i = 1; i <= 1_010; i++) {
                store.add(new Rejection(i, i, 401, "token", "192.0.2.1", -1), null);
            }
            List<Rejection> kept = store.list(Long.MAX_VALUE, 5_000);
            assertThat(kept).hasSize(1_000);
            assertThat(kept.get(999).id()).isEqualTo(11);
        }
    }

    @Test
    void bodiesTakeSoManyBytesAndNoMore() throws Exception {
        byte[] body = new byte[100_000];
        try (RejectedStore store = RejectedStore.open(file, 4L * body.length)) {
            for (int i = 1; i <= 50; i++) {
                store.add(new Rejection(i, i, 400, "not_json", "192.0.2.1", -1), out -> out.write(body));
            }
            assertThat(store.body(46, OutputStream.nullOutputStream())).isFalse();
            assertThat(store.body(47, OutputStream.nullOutputStream())).isTrue();
            assertThat(store.list(47, 1).get(0).bodyBytes()).isEqualTo(-1);
        }
        assertThat(Files.size(file)).isLessThan(6L * body.length);
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aDamagedFileIsPutAside() throws IOException {
        Files.writeString(file, "this is no database, but long enough to look like one".repeat(50));
        try (Rejections rejections = open()) {
            assertThat(rejections.list(Long.MAX_VALUE, 10)).isEmpty();
        }
        assertThat(folder.resolve("rejected.db.damaged")).exists();
    }

    @Test
    void aFloodOfLargeBodiesIsListedEvenWhereNotAllOfThemCanBeKept() throws IOException {
        try (Rejections rejections = open()) {
            byte[] large = new byte[10 * 1024 * 1024];
            for (int i = 0; i < 20; i++) {
                rejections.add(
                        new Incoming(large, List.of(), List.of(), List.of(), "192.0.2.1", 0, Runnable::run, false),
                        Reply.notJson("Broken."));
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> rejections.list(Long.MAX_VALUE, 50).size() == 20);
            assertThat(rejections.list(Long.MAX_VALUE, 50)).anyMatch(r -> r.bodyBytes() == large.length);
        }
    }

    private Rejections open() throws IOException {
        return Rejections.open(file, new ReceiptIds(NOON), NOON, List.of("secret-1"));
    }

    private static Incoming incoming(String body) {
        return new Incoming(
                body.getBytes(StandardCharsets.UTF_8),
                List.of(),
                List.of(),
                List.of(),
                "192.0.2.1",
                0,
                Runnable::run,
                false);
    }
}
