package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Slack as docs.slack.dev/reference/methods/chat.postMessage and …/sending-messages-using-incoming-webhooks describe it:
 * errors of the API come with status 200 and {@code ok: false}, those of a webhook as a status and a word.
 */
public final class FakeSlack implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it took, in order; the API adds {@code ts}. */
    final List<JsonNode> messages = Collections.synchronizedList(new ArrayList<>());

    private record Canned(int status, Map<String, String> headers, String body) {}

    private final Deque<Canned> next = new ArrayDeque<>();
    private final HttpServer server;
    private final String token;
    private final String channel;

    public FakeSlack(String token, String channel) throws IOException {
        this.token = token;
        this.channel = channel;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/chat.postMessage", exchange -> answer(exchange, this::api));
        server.createContext("/services/T1/B1/secret", exchange -> answer(exchange, this::webhook));
        server.start();
    }

    public String apiUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    public String webhookUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/T1/B1/secret";
    }

    /** What the messages say, in order. */
    public List<String> texts() {
        synchronized (messages) {
            return messages.stream().map(m -> m.path("text").asText()).toList();
        }
    }

    /** The next request gets this answer. */
    FakeSlack answersOnce(int status, Map<String, String> headers, String body) {
        next.add(new Canned(status, headers, body));
        return this;
    }

    FakeSlack errs(String error) {
        return answersOnce(200, Map.of(), "{\"ok\":false,\"error\":\"" + error + "\"}");
    }

    String ts(int message) {
        return messages.get(message).path("ts").asText();
    }

    /** As somebody deletes it in Slack. */
    void delete(int message) {
        messages.remove(message);
    }

    private interface Reading {
        Canned take(HttpExchange exchange, ObjectNode message);
    }

    private void answer(HttpExchange exchange, Reading reading) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            Canned canned = next.poll();
            Canned answer = canned != null ? canned : reading.take(exchange, (ObjectNode) body);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Canned api(HttpExchange exchange, ObjectNode message) {
        if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return error("invalid_auth");
        }
        if (!"application/json; charset=utf-8"
                .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return error("invalid_post_type");
        }
        if (!message.path("channel").asText().equals(channel)) {
            return error("channel_not_found");
        }
        if (message.path("text").asText().isEmpty()) {
            return error("no_text");
        }
        String thread = message.path("thread_ts").asText();
        if (!thread.isEmpty()
                && messages.stream().noneMatch(m -> m.path("ts").asText().equals(thread))) {
            return error("thread_not_found");
        }
        String ts = "1700000000.00000" + messages.size();
        messages.add(message.put("ts", ts));
        return new Canned(200, Map.of(), "{\"ok\":true,\"channel\":\"" + channel + "\",\"ts\":\"" + ts + "\"}");
    }

    private Canned webhook(HttpExchange exchange, ObjectNode message) {
        if (message.has("channel") || message.has("thread_ts")) {
            return new Canned(400, Map.of(), "invalid_payload");
        }
        messages.add(message);
        return new Canned(200, Map.of(), "ok");
    }

    private static Canned error(String error) {
        return new Canned(200, Map.of(), "{\"ok\":false,\"error\":\"" + error + "\"}");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
