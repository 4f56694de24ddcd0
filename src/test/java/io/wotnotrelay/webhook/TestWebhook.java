package io.wotnotrelay.webhook;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.Settings.TokenPlace;
import io.wotnotrelay.log.ReceiptIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;

/** A webhook on a free port, with a log in memory. */
final class TestWebhook implements AutoCloseable {
    static final String PLAIN = "plain-token-1234";
    static final String ITEM =
            "{\"event\":{\"type\":\"label\",\"payload\":{}},\"timestamp\":\"2023-09-01 14:13:32.141788\"}";
    static final String ONE = "{\"events\":[" + ITEM + "]}";

    final FakeLog log = new FakeLog();
    final DefaultCamelContext context = new DefaultCamelContext();
    final Rejections rejections;
    final Webhook webhook;
    final Path folder;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestWebhook(Settings.Webhook settings, WebhookMeters meters) throws Exception {
        folder = Files.createTempDirectory("webhook");
        ReceiptIds ids = new ReceiptIds(Clock.systemUTC());
        rejections = Rejections.open(folder.resolve("rejected.db"), ids, Clock.systemUTC(), List.of(settings.token()));
        context.disableJMX();
        webhook = Webhook.bind(context, settings, log, ids, rejections, meters);
    }

    static Settings.Webhook settings() {
        return new Settings.Webhook(
                "127.0.0.1",
                0,
                "/webhook",
                PLAIN,
                null,
                List.copyOf(EnumSet.allOf(TokenPlace.class)),
                false,
                10 * 1024 * 1024,
                1000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                List.of(),
                null);
    }

    static TestWebhook start() throws Exception {
        return start(UnaryOperator.identity());
    }

    static TestWebhook start(UnaryOperator<Settings.Webhook> change) throws Exception {
        return start(change.apply(settings()), WebhookMeters.NONE);
    }

    static TestWebhook start(Settings.Webhook settings, WebhookMeters meters) throws Exception {
        TestWebhook started = prepared(settings, meters);
        started.context.start();
        return started;
    }

    /** Bound, but not yet listening. */
    static TestWebhook prepared(Settings.Webhook settings, WebhookMeters meters) throws Exception {
        return new TestWebhook(settings, meters);
    }

    int port() {
        return webhook.port();
    }

    /** A POST with the valid token in the Authorization header. */
    HttpResponse<String> post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(byte[] body) {
        return send(request().header("Authorization", PLAIN).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpRequest.Builder request() {
        return request("/webhook");
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the server says to these bytes, until it closes the connection or says nothing for so long. */
    String raw(String bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return readAll(socket);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        context.stop();
        rejections.close();
    }
}
