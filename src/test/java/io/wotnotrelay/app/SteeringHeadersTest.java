package io.wotnotrelay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.wotnotrelay.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that steer Camel's components, sent to a whole relay, reach no destination. */
class SteeringHeadersTest {
    private static final List<String> NAMES = List.of(
            "mail.smtp.host",
            "mail.smtp.socketFactory.class",
            "To",
            "Bcc",
            "Subject",
            "kafka.OVERRIDE_TOPIC",
            "CamelKafkaTopic",
            "CamelSalesforceSObjectName",
            "IssueKey",
            "ProjectKey",
            "CamelHttpUri",
            "CamelHttpPath",
            "CamelHttpMethod",
            "CamelSqlQuery",
            "CamelAwsS3Key",
            "CamelFileName",
            "JMSReplyTo",
            "CamelDynamicRouterControlAction",
            "X-Forwarded-Prefix",
            "Authorization",
            "Cookie");
    private static final String EVENT =
            "{\"event\":{\"type\":\"note\",\"payload\":{}},\"timestamp\":\"2023-09-01 14:13:32.141788\"}";
    private static final Map<String, Object> SEEN = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    private final List<String> got = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /** Keeps what the destination's exchange brings along. */
    public static final class Look implements Processor {
        @Override
        public void process(Exchange exchange) {
            SEEN.putAll(exchange.getMessage().getHeaders());
            SEEN.putAll(exchange.getVariables());
            exchange.getProperties().forEach((name, value) -> SEEN.put("property " + name, value));
        }
    }

    @BeforeEach
    void serve() throws IOException {
        SEEN.clear();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String headers = new TreeMap<>(exchange.getRequestHeaders()).toString();
            got.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + headers);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatASenderNamesReachesNoDestination() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("routes")).resolve("a.camel.yaml"), """
                - route:
                    from:
                      uri: wotnot:a
                      steps:
                        - process:
                            ref: "#class:%s"
                        - to: http://127.0.0.1:%d/good
                """.formatted(
                        Look.class.getName(), server.getAddress().getPort()));
        try (RunningRelay relay = Application.start(settings())) {
            HttpResponse<String> answer = send(relay.webhook());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().map().toString()).doesNotContain("evil");
            await().until(() -> !got.isEmpty());
        }
        assertThat(got).singleElement().asString().startsWith("POST /good ").doesNotContain("evil");
        assertThat(SEEN.keySet())
                .containsExactlyInAnyOrder(
                        "property relay.destination",
                        "property relay.deliveryId",
                        "property relay.attempt",
                        "property relay.test",
                        "property relay.inDoubt",
                        "property relay.inDoubt.notes");
    }

    private static HttpResponse<String> send(URI webhook) throws Exception {
        String query = NAMES.stream().map(name -> name + "=evil").collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(webhook + "?" + query))
                .header("X-WotNot-Token", "token-of-this-test")
                .POST(HttpRequest.BodyPublishers.ofString("{\"events\":[" + EVENT + "]}"));
        NAMES.forEach(name -> request.header(name, "evil"));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Settings settings() {
        Settings.Webhook webhook = new Settings.Webhook(
                "127.0.0.1",
                0,
                "/webhook",
                "token-of-this-test",
                null,
                List.copyOf(EnumSet.allOf(Settings.TokenPlace.class)),
                false,
                1024 * 1024,
                100,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                List.of(),
                null);
        Path data = folder.resolve("data");
        return new Settings(
                folder,
                data,
                folder.resolve("routes"),
                webhook,
                new Settings.Console("127.0.0.1", 0, "token-of-the-console"),
                new Settings.Store("jdbc:sqlite:" + data.resolve("relay.db"), 0),
                new Settings.Dedup(Duration.ofHours(1), 100),
                new Settings.Retention(Duration.ofDays(1), 1 << 30, Duration.ofDays(1)),
                new Properties());
    }
}
