package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.wotnotrelay.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleServerTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private ConsoleServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void livenessNeedsNoToken() throws Exception {
        start("127.0.0.1", List.of());
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health/live").body()).contains("\"status\":\"UP\"");
    }

    @Test
    void readinessNamesTheCauseAndAnswers503() throws Exception {
        start("127.0.0.1", List.of(new Readiness.Check("store", false, "The disk is full.")));
        HttpResponse<String> answer = get("/observe/health/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"store\"").contains("The disk is full.");
    }

    @Test
    void readinessIs200WhenAllIsWell() throws Exception {
        start("127.0.0.1", List.of(new Readiness.Check("store", true, null)));
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsOnLoopbackNeedNoToken() throws Exception {
        start("127.0.0.1", List.of());
        assertThat(get("/observe/metrics").body()).isEqualTo("relay_waiting 1\n");
    }

    @Test
    void metricsOffLoopbackNeedTheToken() throws Exception {
        start("0.0.0.0", List.of());
        assertThat(get("/observe/metrics").statusCode()).isEqualTo(401);
        assertThat(get("/observe/metrics", "Authorization", "Bearer wrong").statusCode())
                .isEqualTo(401);
        assertThat(get("/observe/metrics", "Authorization", "Bearer secret").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anUnknownPathIsAProblemWithoutItsText() throws Exception {
        start("127.0.0.1", List.of());
        HttpResponse<String> answer = get("/nothing-here-xyz");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("xyz");
    }

    @Test
    void aTakenPortIsASentence() throws Exception {
        start("127.0.0.1", List.of());
        int taken = server.address().getPort();
        ConsoleServer second =
                new ConsoleServer(new Settings.Console("127.0.0.1", taken, "secret"), List::of, () -> "");
        assertThatThrownBy(() -> second.start(vertx))
                .hasMessageContaining("127.0.0.1:" + taken)
                .hasMessageContaining("relay.console.port");
    }

    private void start(String host, List<Readiness.Check> checks) {
        server = new ConsoleServer(new Settings.Console(host, 0, "secret"), () -> checks, () -> "relay_waiting 1\n");
        server.start(vertx);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
