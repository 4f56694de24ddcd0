package io.wotnotrelay.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.config.Settings.TokenPlace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A body over relay.webhook.max-body is refused; that of the real sender is kept all the same, so that it can be mended. */
class TooLargeTest {
    private static final int MOST = 100_000;
    private static final String HEAD =
            "POST /webhook HTTP/1.1\r\nHost: x\r\nAuthorization: " + TestWebhook.PLAIN + "\r\n";

    private TestWebhook hook;

    @BeforeEach
    void start() throws Exception {
        hook = TestWebhook.start(s -> With.bounds(s, MOST, 100));
    }

    @AfterEach
    void stop() {
        hook.close();
    }

    @Test
    void theBodyOfTheRealSenderIsKept() throws IOException {
        byte[] body = body(5_000_000);
        RequestTest.assertProblem(hook.post(body), 413);
        assertThat(kept()).isEqualTo(body);
        noFileIsLeft();
    }

    @Test
    void aBodyThatComesInChunksIsKeptFromItsFirstByte() throws IOException {
        byte[] body = body(MOST + 1);
        HttpResponse<String> answer = hook.send(hook.request()
                .header("X-WotNot-Token", TestWebhook.PLAIN)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        RequestTest.assertProblem(answer, 413);
        assertThat(kept()).isEqualTo(body);
        noFileIsLeft();
    }

    @Test
    void theTokenIsCutFromWhatIsKept() throws IOException {
        byte[] body = body(MOST * 2);
        byte[] secret = ("{\"token\":\"" + TestWebhook.PLAIN + "\"," + TestWebhook.PLAIN).getBytes(ISO_8859_1);
        System.arraycopy(secret, 0, body, 0, secret.length);
        RequestTest.assertProblem(
                hook.send(hook.request("/webhook?token=" + TestWebhook.PLAIN).POST(BodyPublishers.ofByteArray(body))),
                413);
        assertThat(new String(kept(), ISO_8859_1))
                .doesNotContain(TestWebhook.PLAIN)
                .startsWith("{\"token\":,")
                .hasSize(body.length - 2 * TestWebhook.PLAIN.length() - 2);
    }

    @Test
    void theBodyOfAStrangerIsNotReadAtAll() throws IOException {
        String answer = hook.raw("POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("Connection: close");
        await().until(() -> rejections().size() == 1);
        assertThat(rejections().get(0).bodyBytes()).isEqualTo(-1);
    }

    @Test
    void aTokenInAPlaceThatIsNotAcceptedDoesNotMakeASenderReal() throws Exception {
        hook.close();
        hook = TestWebhook.start(
                s -> With.tokens(With.bounds(s, MOST, 100), TestWebhook.PLAIN, null, TokenPlace.HEADER));
        RequestTest.assertProblem(hook.post(body(MOST * 2)), 413);
        await().until(() -> rejections().size() == 1);
        assertThat(rejections().get(0).bodyBytes()).isEqualTo(-1);
    }

    @Test
    void moreThanCanBeKeptIsRefusedAtOnce() throws IOException {
        assertThat(hook.raw(HEAD + "Content-Length: " + (Spool.MOST + 1) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void aSenderThatStopsToHearTheAnswerHearsIt() throws IOException {
        assertThat(hook.raw(HEAD + "Content-Length: 200000\r\n\r\n{")).startsWith("HTTP/1.1 413 ");
        noFileIsLeft();
    }

    @Test
    void theDeadlineOfTheBodyHoldsThoughBytesKeepComing() throws Exception {
        hook.close();
        hook = TestWebhook.start(s -> With.timeouts(
                With.bounds(s, MOST, 100), Duration.ofSeconds(60), Duration.ofMillis(1500), Duration.ofSeconds(5)));
        try (Socket socket = hook.connect()) {
            socket.getOutputStream().write((HEAD + "Content-Length: 200000\r\n\r\n").getBytes(ISO_8859_1));
            Thread drip = PortTest.drip(socket);
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 413 ");
            drip.interrupt();
        }
        noFileIsLeft();
    }

    @Test
    void aSenderThatGoesAwayLeavesNothingBehind() throws IOException {
        try (Socket socket = hook.connect()) {
            socket.getOutputStream().write((HEAD + "Content-Length: 200000\r\n\r\n{").getBytes(ISO_8859_1));
            await().until(() -> !files().isEmpty());
        }
        noFileIsLeft();
    }

    @Test
    void moreAtOnceThanThereIsRoomForAreRefusedAtOnceAndTheNextIsKeptAgain() throws IOException {
        Socket[] sockets = new Socket[8];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = hook.connect();
            sockets[i].getOutputStream().write((HEAD + "Content-Length: 200000\r\n\r\n{").getBytes(ISO_8859_1));
        }
        for (Socket socket : sockets) {
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 413 ");
            socket.close();
        }
        noFileIsLeft();
        hook.post(body(MOST * 2));
        await().until(() -> rejections().stream().anyMatch(r -> r.bodyBytes() == MOST * 2));
    }

    private byte[] kept() throws IOException {
        await().until(() -> rejections().size() == 1);
        Rejection rejection = rejections().get(0);
        assertThat(rejection.cause()).isEqualTo("too_large");
        byte[] body = hook.rejections.body(rejection.id()).orElseThrow();
        assertThat(rejection.bodyBytes()).isEqualTo(body.length);
        assertThat(hook.rejections.body(rejection.id(), OutputStream.nullOutputStream()))
                .isTrue();
        return body;
    }

    private List<Rejection> rejections() {
        return hook.rejections.list(Long.MAX_VALUE, 20);
    }

    private void noFileIsLeft() {
        await().until(() -> files().isEmpty());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(hook.folder)) {
            return files.filter(f -> f.toString().endsWith(".body")).toList();
        }
    }

    private static byte[] body(int length) {
        byte[] body = new byte[length];
        for (int i = 0; i < length; i++) {
            body[i] = (byte) ('a' + i % 23);
        }
        return body;
    }
}
