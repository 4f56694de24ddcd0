package io.wotnotrelay.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A destination that writes down what it was sent; it can hold back the answer for chosen events. */
final class RecordingSink implements AutoCloseable {
    static {
        // or each answer waits 40 ms for more to send with it
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);

    /** How often each event came, by the text of its message. */
    final Map<String, AtomicInteger> times = new ConcurrentHashMap<>();

    /** The {@code webhook-id}s each event came with, by the text of its message. */
    final Map<String, java.util.Set<String>> ids = new ConcurrentHashMap<>();

    /** The texts of a conversation in the order of their first arrival, by the conversation's key. */
    final Map<String, List<String>> order = new ConcurrentHashMap<>();

    /** The visitor's names a conversation's events came with, "" for none, by the conversation's key. */
    final Map<String, java.util.Set<String>> names = new ConcurrentHashMap<>();

    /** What is answered; anything but 204 is not written down in {@link #times}. */
    volatile int status = 204;

    /** How many requests came, whatever they were answered. */
    final AtomicInteger requests = new AtomicInteger();

    private final String hanging;

    /** @param hanging the text of the message that is never answered before {@link #close()}; null for none */
    RecordingSink(String hanging) throws IOException {
        this.hanging = hanging;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/sink";
    }

    /** How many events came more than once, counting each repetition. */
    int repeated() {
        return times.values().stream().mapToInt(n -> n.get() - 1).sum();
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode event = MAPPER.readTree(exchange.getRequestBody());
        String text = event.path("text").asText();
        String conversation = event.path("conversation").path("key").asText();
        requests.incrementAndGet();
        int answer = status;
        if (answer != 204) {
            note(ids, text, exchange);
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
            return;
        }
        if (times.computeIfAbsent(text, k -> new AtomicInteger()).incrementAndGet() == 1) {
            order.computeIfAbsent(conversation, k -> new CopyOnWriteArrayList<>())
                    .add(text);
        }
        note(ids, text, exchange);
        names.computeIfAbsent(conversation, k -> ConcurrentHashMap.newKeySet())
                .add(event.path("visitor").path("name").asText(""));
        if (text.equals(hanging)) {
            waitForTheEnd();
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static void note(Map<String, java.util.Set<String>> ids, String text, HttpExchange exchange) {
        ids.computeIfAbsent(text, k -> ConcurrentHashMap.newKeySet())
                .add(String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")));
    }

    /** Writes a destination {@code sink} that sends messages here. */
    void writeRoute(RelayProcess relay, String options) throws IOException {
        Files.writeString(relay.routes().resolve("sink.camel.yaml"), """
                - route:
                    id: sink
                    from:
                      uri: wotnot:sink
                      parameters: {events: message, %s}
                      steps:
                        - to:
                            uri: kamelet:webhook-sink
                            parameters:
                              url: %s
                              timeout: 120s
                """.formatted(options, url()));
    }

    private void waitForTheEnd() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
