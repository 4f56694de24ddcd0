package io.wotnotrelay.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Senders that post one event after the other, each of its own text, until they are told to end. */
final class Traffic implements AutoCloseable {
    private static final int SENDERS = 4;
    private final RelayProcess relay;
    private final String name;
    private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    private final List<CompletableFuture<Void>> running = new ArrayList<>();
    private volatile boolean over;

    /** Texts of the events that were answered 200. */
    final Set<String> accepted = ConcurrentHashMap.newKeySet();

    /** How often each status was answered. */
    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();

    Traffic(RelayProcess relay, String name) {
        this.relay = relay;
        this.name = name;
        for (int s = 0; s < SENDERS; s++) {
            String conversation = name + "-" + s;
            running.add(CompletableFuture.runAsync(() -> send(conversation), threads));
        }
    }

    /** How often this status was answered; 0 counts the requests that had no answer. */
    int answered(int status) {
        AtomicInteger count = answers.get(status);
        return count == null ? 0 : count.get();
    }

    private void send(String conversation) {
        for (int n = 0; !over; n++) {
            String text = "%s-%06d".formatted(conversation, n);
            int status = post(Bodies.batch(conversation, List.of(text)));
            if (status == 200) {
                accepted.add(text);
            }
            answers.computeIfAbsent(status, k -> new AtomicInteger()).incrementAndGet();
        }
    }

    private int post(String body) {
        try {
            return relay.post(body).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over = true;
            return 0;
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Returns when the last request has its answer. */
    void end() {
        over = true;
        running.forEach(CompletableFuture::join);
        threads.shutdown();
    }

    @Override
    public String toString() {
        return name + " " + answers;
    }
}
