package io.wotnotrelay.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {
    private static final String HEAD =
            "POST /webhook HTTP/1.1\r\nHost: example.com\r\nAuthorization: " + TestWebhook.PLAIN + "\r\n";
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(60);

    private TestWebhook hook;

    @BeforeEach
    void start() throws Exception {
        hook = TestWebhook.start();
    }

    @AfterEach
    void stop() {
        hook.close();
    }

    private void restart(Duration head, Duration body) throws Exception {
        hook.close();
        hook = TestWebhook.start(s -> With.timeouts(s, head, body, LONG));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/webhook/",
                "/webhook/x",
                "/WEBHOOK",
                "/webhook2",
                "//webhook",
                "/./webhook",
                "/%77ebhook",
                "/webhook;a=b",
                "/webhook%2f",
                "/observe/health",
                "/x?/webhook"
            })
    void otherPathsAreNotFound(String path) throws IOException {
        assertThat(hook.raw("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"})
    void otherMethodsAreNotAllowedAndPostIsNamed(String method) throws IOException {
        assertThat(hook.raw(method + " /webhook HTTP/1.1\r\nHost: x\r\nX-Echo: me\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: POST\r\n")
                .doesNotContain("me\r\n");
    }

    @Test
    void theAnswerToHeadHasNoBody() throws IOException {
        assertThat(hook.raw("HEAD /webhook HTTP/1.1\r\nHost: x\r\n\r\n")).endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhook",
                "/webhook?",
                "/webhook?x",
                "http://example.com/webhook",
                "https://example.com/webhook?x"
            })
    void thePathIsFoundInEveryFormATargetMayHave(String target) throws IOException {
        String request =
                HEAD.replace(" /webhook ", " " + target + " ") + "Connection: close\r\nContent-Length: 2\r\n\r\n{}";
        assertThat(hook.raw(request)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void corsIsOff() throws IOException {
        String answer = hook.raw("OPTIONS /webhook HTTP/1.1\r\nHost: x\r\nOrigin: http://example.com\r\n"
                + "Access-Control-Request-Method: POST\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 405 ").doesNotContainIgnoringCase("access-control");
    }

    @Test
    void longUrlsAndLongHeadersAreRefusedAsWhatTheyAre() throws IOException {
        assertThat(hook.raw("POST /webhook?" + "x".repeat(20_000) + " HTTP/1.1\r\n"))
                .startsWith("HTTP/1.1 414 ");
        assertThat(hook.raw(HEAD + "X: " + "x".repeat(40_000) + "\r\n")).startsWith("HTTP/1.1 431 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "x-unknown", "identity, gzip"})
    void anEncodedBodyIsRefused(String encoding) throws IOException {
        assertThat(hook.raw(HEAD + "Content-Encoding: " + encoding + "\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 415 ");
    }

    @Test
    void theIdentityEncodingIsNone() {
        HttpResponse<String> answer = hook.send(hook.request()
                .header("Authorization", TestWebhook.PLAIN)
                .header("Content-Encoding", "identity")
                .POST(BodyPublishers.ofString(TestWebhook.ONE)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                "Content-Length: 2, 2\r\n\r\n{}",
                "Content-Length: -1\r\n\r\n{}",
                "Content-Length: +2\r\n\r\n{}",
                "Content-Length: 0x2\r\n\r\n{}",
                "Content-Length: 99999999999999999999\r\n\r\n{}",
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}",
                "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2;\nxx\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2;\"\r\nxx\"\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2;LONG\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "X: a\r\n folded\r\nContent Length: 2\r\n\r\n{}",
                "Host: other.example.com\r\nContent-Length: 2\r\n\r\n{}"
            })
    void whatTwoServersCouldCutDifferentlyIsRefusedOnceAndTheConnectionClosed(String rest) throws IOException {
        String smuggled = HEAD + "Content-Length: 2\r\n\r\n{}";
        String answers = hook.raw(HEAD + rest.replace("LONG", "x".repeat(20_000)) + smuggled);
        assertThat(answers).startsWith("HTTP/1.1 400 ").contains("Connection: close");
        assertThat(answers.split("HTTP/1.1 ")).hasSize(2);
        assertThat(hook.log.notes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "POST /webhook\r\n\r\n",
                "POST /webhook HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
                "POST /webhook HTTP/3.0\r\nHost: x\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"
            })
    void whatIsNotHttpIsRefused(String bytes) throws IOException {
        assertThat(hook.raw(bytes)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aRequestOfHttp10IsAnswered() throws IOException {
        assertThat(hook.raw("POST /webhook HTTP/1.0\r\nAuthorization: " + TestWebhook.PLAIN
                        + "\r\nContent-Length: 2\r\n\r\n{}"))
                .contains(" 200 OK")
                .endsWith("{\"token\":\"" + TestWebhook.PLAIN + "\"}");
    }

    @Test
    void requestsSentInOneGoAreAnsweredInOrder() throws IOException {
        String one = HEAD + "Content-Length: " + TestWebhook.ONE.length() + "\r\n\r\n" + TestWebhook.ONE;
        String answers = hook.raw(one + one + HEAD + "Content-Length: 1\r\n\r\n{" + one + HEAD
                + "Connection: close\r\nContent-Length: 2\r\n\r\n{}" + one);
        assertThat(answers)
                .containsPattern("(?s)^HTTP/1.1 200 .*HTTP/1.1 200 .*HTTP/1.1 400 .*HTTP/1.1 200 .*HTTP/1.1 200 ");
        assertThat(answers.split("HTTP/1.1 ")).hasSize(6);
        assertThat(hook.log.events).hasSize(3);
    }

    @Test
    void chunkedBodiesOfAnyCutAreRead() throws IOException {
        StringBuilder chunks = new StringBuilder(HEAD + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        for (char c : TestWebhook.ONE.toCharArray()) {
            chunks.append("1;ext=x\r\n").append(c).append("\r\n");
        }
        assertThat(hook.raw(chunks + "0\r\nTrailer: x\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(hook.log.events.get(0).raw()).asString().isEqualTo(TestWebhook.ITEM);
    }

    @Test
    void aSenderThatAsksFirstIsToldToGoOn() throws IOException {
        try (Socket socket = hook.connect()) {
            socket.getOutputStream()
                    .write((HEAD + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n")
                            .getBytes(ISO_8859_1));
            assertThat(new String(socket.getInputStream().readNBytes(25), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write("{}".getBytes(ISO_8859_1));
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aSenderThatAsksFirstIsToldAtOnceWhatIsTooLarge() throws IOException {
        assertThat(hook.raw(HEAD + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "websocket"})
    void noOtherProtocolIsSpoken(String protocol) throws IOException {
        String upgrade = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: " + protocol
                + "\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        assertThat(hook.raw("GET /webhook HTTP/1.1\r\nHost: x\r\n" + upgrade + "\r\n"))
                .startsWith("HTTP/1.1 405 ");
        String post = HEAD + upgrade + "Content-Length: 2\r\n\r\n{}" + HEAD
                + "Connection: close\r\nContent-Length: 2\r\n\r\n{}";
        assertThat(hook.raw(post)).startsWith("HTTP/1.1 200 ").doesNotContain(" 101 ");
    }

    @Test
    void answersAreNotCompressed() {
        HttpResponse<String> answer = hook.send(hook.request()
                .header("Authorization", TestWebhook.PLAIN)
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(answer.headers().map()).doesNotContainKey("content-encoding");
    }

    @Test
    void aHeadThatNeverEndsIsGivenUpThoughBytesKeepComing() throws Exception {
        restart(SHORT, LONG);
        try (Socket socket = hook.connect()) {
            socket.getOutputStream().write("POST /webhook HTTP/1.1\r\nHost: x\r\nX: ".getBytes(ISO_8859_1));
            Thread drip = drip(socket);
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 408 ");
            drip.interrupt();
        }
    }

    @Test
    void aSecondHeadThatNeverEndsIsGivenUpAsWell() throws Exception {
        restart(SHORT, LONG);
        try (Socket socket = hook.connect()) {
            socket.getOutputStream().write((HEAD + "Content-Length: 2\r\n\r\n{}POST /web").getBytes(ISO_8859_1));
            Thread drip = drip(socket);
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 408 ");
            drip.interrupt();
        }
    }

    @Test
    void aBodyThatNeverEndsIsGivenUpThoughBytesKeepComing() throws Exception {
        restart(LONG, SHORT);
        try (Socket socket = hook.connect()) {
            socket.getOutputStream().write((HEAD + "Content-Length: 100000\r\n\r\n").getBytes(ISO_8859_1));
            Thread drip = drip(socket);
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 408 ");
            drip.interrupt();
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosedWithoutAWord() throws Exception {
        restart(SHORT, LONG);
        assertThat(hook.raw("")).isEmpty();
    }

    @Test
    void whileOthersHoldHalfSentRequestsAGoodSenderIsServed() throws Exception {
        hook.close();
        hook = TestWebhook.start(s -> With.bounds(s, s.maxBody(), 50));
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Socket socket = hook.connect();
            String half = i % 2 == 0 ? "POST /webhook HTTP/1.1\r\nHost: x\r\n" : HEAD + "Content-Length: 9\r\n\r\n{";
            socket.getOutputStream().write(half.getBytes(ISO_8859_1));
            slow.add(socket);
        }
        assertThat(hook.send(hook.request()
                                .timeout(Duration.ofSeconds(20))
                                .header("Authorization", TestWebhook.PLAIN)
                                .POST(BodyPublishers.ofString(TestWebhook.ONE)))
                        .statusCode())
                .isEqualTo(200);
        await().until(() -> hook.webhook.connections() <= 50);
        for (Socket socket : slow) {
            socket.close();
        }
        await().until(() -> hook.webhook.connections() <= 1);
    }

    @Test
    void theOneWhoSendsAnAnswerIsDueIsNeverDroppedForANewcomer() throws Exception {
        hook.close();
        hook = TestWebhook.start(s -> With.bounds(s, s.maxBody(), 1));
        hook.log.mode = FakeLog.Mode.HOLD;
        try (Socket waiting = hook.connect()) {
            waiting.getOutputStream()
                    .write((HEAD + "Connection: close\r\nContent-Length: " + TestWebhook.ONE.length() + "\r\n\r\n"
                                    + TestWebhook.ONE)
                            .getBytes(ISO_8859_1));
            await().until(() -> hook.log.held.size() == 1);
            try (Socket newcomer = hook.connect()) {
                assertThat(newcomer.getInputStream().read()).isEqualTo(-1);
            }
            hook.log.release();
            assertThat(TestWebhook.readAll(waiting)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aRefusalReachesASenderThatIsStillSending() throws IOException {
        try (Socket socket = hook.connect()) {
            socket.getOutputStream().write((HEAD + "Content-Length: 20000000\r\n\r\n").getBytes(ISO_8859_1));
            byte[] part = new byte[100_000];
            for (int i = 0; i < 20; i++) {
                socket.getOutputStream().write(part);
            }
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void thePortIsClosedUntilTheContextHasFullyStarted() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        TestWebhook late = TestWebhook.prepared(With.port(TestWebhook.settings(), port), WebhookMeters.NONE);
        List<Boolean> open = new ArrayList<>();
        late.context.addStartupListener((context, started) -> open.add(connects(port)));
        late.context.start();
        try (late) {
            assertThat(open).containsExactly(false);
            assertThat(connects(port)).isTrue();
        }
        assertThat(connects(port)).isFalse();
    }

    @Test
    void aPortThatIsTakenStopsTheStartWithASentence() throws Exception {
        TestWebhook second = TestWebhook.prepared(With.port(TestWebhook.settings(), hook.port()), WebhookMeters.NONE);
        try (second) {
            assertThatThrownBy(second.context::start)
                    .hasStackTraceContaining("cannot listen on 127.0.0.1:" + hook.port())
                    .hasStackTraceContaining("relay.webhook.port");
        }
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a byte now and then, until the other side has had enough. */
    static Thread drip(Socket socket) {
        Thread thread = new Thread(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    socket.getOutputStream().write('x');
                    java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                }
            } catch (IOException e) {
                // closed, as it should be
            }
        });
        thread.start();
        return thread;
    }
}
