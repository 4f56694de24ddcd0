package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests while the store or the relay itself goes up and down. */
class StoreTest {
    private TestWebhook hook;

    @AfterEach
    void stop() {
        hook.close();
    }

    @Test
    void nothingIsAnsweredBeforeItIsOnDisk() throws Exception {
        hook = TestWebhook.start();
        hook.log.mode = FakeLog.Mode.HOLD;
        CompletableFuture<HttpResponse<String>> answer = post();
        await().until(() -> hook.log.held.size() == 1);
        assertThat(answer).isNotDone();
        hook.log.release();
        assertThat(answer.join().statusCode()).isEqualTo(200);
    }

    @Test
    void aStoreThatRefusesIsUnavailableAndTheSenderIsToldWhenToComeBack() throws Exception {
        hook = TestWebhook.start();
        hook.log.mode = FakeLog.Mode.REFUSE;
        HttpResponse<String> answer = hook.post(TestWebhook.ONE);
        RequestTest.assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("5");
        assertThat(answer.body()).doesNotContain("disk");
        hook.log.mode = FakeLog.Mode.COMMIT;
        assertThat(hook.post(TestWebhook.ONE).statusCode()).isEqualTo(200);
    }

    @Test
    void aLogThatThrowsIsUnavailableWithoutAStackTrace() throws Exception {
        hook = TestWebhook.start();
        hook.log.mode = FakeLog.Mode.BREAK;
        HttpResponse<String> answer = hook.post(TestWebhook.ONE);
        RequestTest.assertProblem(answer, 503);
        assertThat(answer.body()).doesNotContain("mistake").doesNotContain("Exception");
    }

    @Test
    void aFailureInTheRouteIsAnsweredWithoutAStackTrace() throws Exception {
        hook = TestWebhook.prepared(TestWebhook.settings(), WebhookMeters.NONE);
        hook.context.getRegistry().unbind("answer");
        hook.context.getRegistry().bind("answer", (org.apache.camel.Processor) e -> {
            throw new IllegalStateException("a mistake in the route");
        });
        hook.context.start();
        HttpResponse<String> answer = hook.post("{}");
        RequestTest.assertProblem(answer, 500);
        assertThat(answer.body()).doesNotContain("mistake").doesNotContain("Exception");
    }

    @Test
    void aCommitThatTakesTooLongIsAnswered503AndMayStillSucceed() throws Exception {
        hook = TestWebhook.start(
                s -> With.timeouts(s, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMillis(300)));
        hook.log.mode = FakeLog.Mode.HOLD;
        RequestTest.assertProblem(hook.post(TestWebhook.ONE), 503);
        hook.log.release();
        await().until(() -> hook.log.events.size() == 1);
        hook.log.mode = FakeLog.Mode.COMMIT;
        assertThat(hook.post(TestWebhook.ONE).statusCode()).isEqualTo(200);
    }

    @Test
    void manyRequestsWaitAtOnceWithoutAThreadEach() throws Exception {
        hook = TestWebhook.start();
        hook.log.mode = FakeLog.Mode.HOLD;
        int before = Thread.activeCount();
        List<Socket> sockets = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 300; i++) {
            Socket socket = hook.connect();
            socket.getOutputStream().write(request().getBytes(StandardCharsets.ISO_8859_1));
            sockets.add(socket);
        }
        await().until(() -> hook.log.held.size() == 300);
        assertThat(Thread.activeCount()).isLessThan(before + 50);
        hook.log.release();
        for (Socket socket : sockets) {
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aSenderThatGoesAwayDoesNotHarmTheOthers() throws Exception {
        hook = TestWebhook.start();
        hook.log.mode = FakeLog.Mode.HOLD;
        try (Socket socket = hook.connect()) {
            socket.getOutputStream().write(request().getBytes(StandardCharsets.ISO_8859_1));
            await().until(() -> hook.log.held.size() == 1);
        }
        await().until(() -> hook.webhook.connections() == 0);
        hook.log.release();
        await().until(() -> hook.log.events.size() == 1);
        hook.log.mode = FakeLog.Mode.COMMIT;
        assertThat(hook.post(TestWebhook.ONE).statusCode()).isEqualTo(200);
    }

    @Test
    void whenStoppingWhatIsUnderWayIsAnsweredAndNewRequestsAreSentAway() throws Exception {
        hook = TestWebhook.start();
        hook.log.mode = FakeLog.Mode.HOLD;
        List<CompletableFuture<HttpResponse<String>>> answers =
                IntStream.range(0, 20).mapToObj(i -> post()).toList();
        await().until(() -> hook.log.held.size() == 20);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(hook.context::stop);
        await().untilAsserted(() -> RequestTest.assertProblem(hook.post(TestWebhook.ONE), 503));
        assertThat(stopped).isNotDone();
        hook.log.release();
        assertThat(answers).allSatisfy(a -> assertThat(a.join().statusCode()).isEqualTo(200));
        stopped.join();
        assertThat(hook.log.events).hasSize(20);
    }

    @Test
    void nothingAnswered200IsLostWhenTheRelayStopsUnderLoad() throws Exception {
        hook = TestWebhook.start();
        List<CompletableFuture<Integer>> senders = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::sendUntilRefused))
                .toList();
        await().until(() -> hook.log.events.size() > 200);
        hook.context.stop();
        int acknowledged = senders.stream().mapToInt(CompletableFuture::join).sum();
        assertThat(hook.log.events).hasSize(acknowledged);
    }

    private int sendUntilRefused() {
        int acknowledged = 0;
        try (Socket socket = hook.connect()) {
            byte[] answer = new byte[4096];
            while (true) {
                socket.getOutputStream()
                        .write(request().replace("Connection: close\r\n", "").getBytes(StandardCharsets.ISO_8859_1));
                int read = socket.getInputStream().read(answer);
                if (read < 0 || !new String(answer, 0, read, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200 ")) {
                    return acknowledged;
                }
                acknowledged++;
            }
        } catch (java.io.IOException e) {
            return acknowledged;
        }
    }

    private CompletableFuture<HttpResponse<String>> post() {
        return CompletableFuture.supplyAsync(() -> hook.post(TestWebhook.ONE), r -> new Thread(r).start());
    }

    private static String request() {
        return "POST /webhook HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: " + TestWebhook.PLAIN
                + "\r\nContent-Length: " + TestWebhook.ONE.length() + "\r\n\r\n" + TestWebhook.ONE;
    }
}
