package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.wotnotrelay.app.Application;
import io.wotnotrelay.app.RunningRelay;
import io.wotnotrelay.config.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/** A whole relay in this process, a server its destinations post to, and a client that holds each answer to the contract. */
public final class LiveRelay implements AutoCloseable {
    public static final String WEBHOOK_TOKEN = "token-of-the-webhook";
    public static final String CONSOLE_TOKEN = "token-of-the-console";
    private static final ObjectMapper JSON = new ObjectMapper();

    public final Path home;
    private final HttpClient http = HttpClient.newHttpClient();
    private final OpenApiContract contract;
    private final HttpServer sink;
    private final Map<String, Queue<String>> taken = new ConcurrentHashMap<>();
    private volatile ToIntFunction<String> sinkAnswers = body -> 204;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private RunningRelay relay;

    public LiveRelay(Path home) throws IOException {
        this.home = home;
        this.contract = new OpenApiContract();
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(home.resolve("application.properties"), """
                relay.webhook.host=127.0.0.1
                relay.webhook.port=0
                relay.webhook.token=%s
                relay.console.port=0
                relay.console.token=%s
                relay.webhook.max-body=64KiB
                """.formatted(WEBHOOK_TOKEN, CONSOLE_TOKEN));
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", exchange -> {
            received.add(exchange.getRequestURI().getPath());
            String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            int status = sinkAnswers.applyAsInt(body);
            if (status < 300) {
                taken.computeIfAbsent(
                                exchange.getRequestURI().getPath().substring(1), p -> new ConcurrentLinkedQueue<>())
                        .add(body);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        sink.start();
    }

    /** What the server behind the destinations answers, by the body it got. */
    public LiveRelay sinkAnswers(ToIntFunction<String> status) {
        sinkAnswers = status;
        return this;
    }

    /** The paths that destinations have posted to, in order: each posts to its name. */
    public List<String> received() {
        return received;
    }

    /** A file with one destination that posts to the server; {@code options} are lines of {@code wotnot:} parameters. */
    public LiveRelay destination(String name, String... options) {
        StringBuilder parameters = new StringBuilder();
        for (String option : options) {
            parameters.append("        ").append(option).append('\n');
        }
        return file(name + ".camel.yaml", """
                - route:
                    from:
                      uri: wotnot:%s
                      parameters:
                        retryDelay: 1h
                %s      steps:
                        - to:
                            uri: kamelet:webhook-sink
                            parameters: { url: "http://127.0.0.1:%d/%s" }
                """.formatted(
                        name, parameters, sink.getAddress().getPort(), name));
    }

    /** What the server took for a destination, in order. */
    public List<JsonNode> taken(String destination) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String body : taken.getOrDefault(destination, new ConcurrentLinkedQueue<>())) {
            events.add(JSON.readTree(body));
        }
        return events;
    }

    /** Adds a line to application.properties. */
    public LiveRelay setting(String line) throws IOException {
        Files.writeString(home.resolve("application.properties"), line + "\n", StandardOpenOption.APPEND);
        return this;
    }

    public LiveRelay file(String name, String text) {
        try {
            Files.writeString(home.resolve("routes").resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LiveRelay start() {
        relay = Application.start(SettingsLoader.load(home.resolve("application.properties"), Map.of()));
        return this;
    }

    public LiveRelay restart() {
        relay.close();
        return start();
    }

    public URI console() {
        return relay.console();
    }

    public URI webhook() {
        return relay.webhook();
    }

    /** Posts a note of a visitor's conversation. */
    public void note(String conversation, String text) throws IOException, InterruptedException {
        event("note", conversation, "{\"note\":" + JSON.writeValueAsString(text) + "}");
    }

    public void event(String type, String conversation, String payload) throws IOException, InterruptedException {
        String body =
                "{\"events\":[{\"event\":{\"type\":%s,\"payload\":%s},\"conversation\":{\"key\":%s},\"account\":{\"id\":%d},\"timestamp\":\"2026-03-01 14:13:32.141788\"}]}"
                        .formatted(
                                JSON.writeValueAsString(type),
                                payload,
                                JSON.writeValueAsString(conversation),
                                System.nanoTime());
        assertThat(post(body, WEBHOOK_TOKEN).statusCode()).isEqualTo(200);
    }

    public HttpResponse<String> post(String body, String token) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(relay.webhook())
                        .header("Authorization", token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The answer to a GET below /api/v1, which must be 200 and as documented. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask("GET", path, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** The detail of an answer that must be this problem. */
    public String problem(int status, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body()).path("detail").asText();
    }

    public String problem(int status, String path) throws IOException, InterruptedException {
        return problem(status, "GET", path, null);
    }

    public JsonNode act(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        return JSON.readTree(answer.body());
    }

    /** Any request below /api/v1 with the token; its answer is held to the contract. */
    public HttpResponse<String> ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(relay.console() + Api.BASE + path))
                        .header("Authorization", "Bearer " + CONSOLE_TOKEN)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        contract.check(method, path, answer);
        return answer;
    }

    /** The newest event whose text holds this word, once it can be found and this holds of its verdict. */
    public JsonNode verdict(String word, String destination, String verdict) {
        return await().ignoreExceptions()
                .until(
                        () -> verdict(word, destination),
                        v -> v.path("verdict").asText().equals(verdict));
    }

    private JsonNode verdict(String word, String destination) throws IOException, InterruptedException {
        for (JsonNode one : get("/events/" + eventId(word)).path("destinations")) {
            if (one.path("destination").asText().equals(destination)) {
                return one;
            }
        }
        throw new AssertionError("no verdict of " + destination);
    }

    public String eventId(String word) throws IOException, InterruptedException {
        return get("/events?q=" + word).path("items").path(0).path("id").asText();
    }

    @Override
    public void close() {
        if (relay != null) {
            relay.close();
        }
        sink.stop(0);
    }
}
