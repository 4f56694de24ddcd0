package io.wotnotrelay.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * S3 as docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, …/ErrorResponses.html and
 * …/sig-v4-header-based-auth.html describe it: what is signed is what came, and no older than 15 minutes.
 */
public final class FakeS3 implements AutoCloseable {
    /** By key. */
    final Map<String, byte[]> objects = new TreeMap<>();

    int puts;
    private final Deque<FakeApi.Reply> next = new ArrayDeque<>();
    private final AwsSignature signature;
    private final HttpServer server;

    public FakeS3(String accessKeyId, String secret) throws IOException {
        signature = new AwsSignature(accessKeyId, secret, "eu-central-1");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    FakeS3 once(int status, Map<String, String> headers, String body) {
        next.add(new FakeApi.Reply(status, headers, body));
        return this;
    }

    static String error(String code) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code
                + "</Code><Message>says geheim</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>";
    }

    String text(String key) throws IOException {
        byte[] bytes = objects.get(key);
        return key.endsWith(".gz")
                ? new String(
                        new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8)
                : new String(bytes, StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] content = exchange.getRequestBody().readAllBytes();
            FakeApi.Reply canned = next.poll();
            FakeApi.Reply reply = canned == null ? reply(exchange, content) : canned;
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            boolean silent = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), silent ? -1 : bytes.length);
            if (!silent) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private FakeApi.Reply reply(HttpExchange exchange, byte[] content) {
        String refused = refused(exchange, content);
        if (refused != null) {
            return new FakeApi.Reply(403, Map.of(), error(refused));
        }
        String path = exchange.getRequestURI().getRawPath();
        if (!path.startsWith("/my-bucket/")) {
            return new FakeApi.Reply(404, Map.of(), error("NoSuchBucket"));
        }
        String key = path.substring("/my-bucket/".length());
        if (exchange.getRequestMethod().equals("HEAD")) {
            return new FakeApi.Reply(objects.containsKey(key) ? 200 : 404, Map.of(), "");
        }
        puts++;
        objects.put(key, content);
        return new FakeApi.Reply(200, Map.of("ETag", "\"x\""), "");
    }

    private String refused(HttpExchange exchange, byte[] content) {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (shown == null || !shown.contains("SignedHeaders=")) {
            return "AccessDenied";
        }
        Map<String, String> signed = new HashMap<>();
        for (String name :
                shown.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1").split(";")) {
            signed.put(name, exchange.getRequestHeaders().getFirst(name));
        }
        if (!AwsSignature.sha256(content).equals(signed.get("x-amz-content-sha256"))) {
            return "XAmzContentSHA256Mismatch";
        }
        Instant time = LocalDateTime.parse(
                        signed.get("x-amz-date"), DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
                .toInstant(ZoneOffset.UTC);
        if (Duration.between(time, Instant.now()).abs().toMinutes() > 15) {
            return "RequestTimeTooSkewed";
        }
        String expected = signature.authorization(
                exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), signed);
        return signed.containsKey("host") && expected.equals(shown) ? null : "SignatureDoesNotMatch";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
