package io.wotnotrelay.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Senders that do not wait for their answers. */
class PipeliningTest {
    private static final String ONE = "POST /webhook HTTP/1.1\r\nHost: x\r\nAuthorization: " + TestWebhook.PLAIN
            + "\r\nContent-Length: " + TestWebhook.ONE.length() + "\r\n\r\n" + TestWebhook.ONE;

    private TestWebhook hook;

    @BeforeEach
    void start() throws Exception {
        hook = TestWebhook.start();
    }

    @AfterEach
    void stop() {
        hook.close();
    }

    @Test
    void behindARequestThatWaitsForItsCommitNotMuchIsRead() throws Exception {
        hook.log.mode = FakeLog.Mode.HOLD;
        AtomicLong sent = new AtomicLong();
        try (Socket socket = hook.connect()) {
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> flood(socket, sent));
            await().until(() -> hook.log.held.size() == 1);
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(java.time.Duration.ofMillis(300))
                    .until(() -> before.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isLessThan(60_000L * ONE.length());
            assertThat(sender).isNotDone();
            assertThat(hook.log.held).hasSize(1);
        }
    }

    @Test
    void whoeverDoesNotWaitIsAnsweredInOrderAndWhole() throws Exception {
        int requests = 5_000;
        try (Socket socket = hook.connect()) {
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < requests; i++) {
                        String one = i % 7 == 3 ? ONE.replace(TestWebhook.PLAIN, TestWebhook.PLAIN + "x") : ONE;
                        socket.getOutputStream().write(one.getBytes(ISO_8859_1));
                    }
                    socket.getOutputStream()
                            .write(ONE.replace("Host", "Connection: close\r\nHost")
                                    .getBytes(ISO_8859_1));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            String answers = TestWebhook.readAll(socket);
            sender.join();
            String[] each = answers.split("HTTP/1.1 ");
            assertThat(each).hasSize(requests + 2);
            for (int i = 0; i < requests; i++) {
                assertThat(each[i + 1]).startsWith(i % 7 == 3 ? "4" : "200 ");
            }
        }
    }

    private static void flood(Socket socket, AtomicLong sent) {
        byte[] many = ONE.repeat(1000).getBytes(ISO_8859_1);
        try {
            for (int i = 0; i < 500; i++) {
                socket.getOutputStream().write(many);
                sent.addAndGet(many.length);
            }
        } catch (IOException e) {
            // closed at the end of the test
        }
    }
}
