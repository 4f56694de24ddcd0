package io.wotnotrelay.webhook;

import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Senders that make a connection for each request, until they are told to end. */
final class TlsTraffic implements AutoCloseable {
    final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private final List<CompletableFuture<Void>> running = new ArrayList<>();
    private final Callable<? extends Socket> connect;
    private final byte[] request;
    private volatile boolean over;

    TlsTraffic(Callable<? extends Socket> connect, String request, int senders) {
        this.connect = connect;
        this.request = request.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < senders; i++) {
            running.add(CompletableFuture.runAsync(this::send, task -> new Thread(task).start()));
        }
    }

    private void send() {
        while (!over) {
            try (Socket socket = connect.call()) {
                socket.getOutputStream().write(request);
                String answer = TestWebhook.readAll(socket);
                if (answer.startsWith("HTTP/1.1 200 ")) {
                    served.incrementAndGet();
                } else {
                    failures.add(answer);
                }
            } catch (Exception e) {
                failures.add(e.toString());
            }
        }
    }

    /** Returns when so many more were answered 200, or one was not. */
    void awaitMore(int requests) {
        int before = served.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> served.get() >= before + requests || !failures.isEmpty());
    }

    /** Returns when the last request has its answer. */
    void end() {
        over = true;
        running.forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
        end();
    }
}
