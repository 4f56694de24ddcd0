package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Camel's own http component in a destination, against a real server. */
class HttpDestinationTest {
    @TempDir
    private Path folder;

    private final Properties camel = new Properties();
    private final FakeLanes lanes = new FakeLanes();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Destinations destinations;
    private volatile int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        destinations.close();
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/secret-path";
    }

    private Result deliver(String url) throws IOException {
        Samples.route(folder, "a", "wotnot:a", "- to:\n    uri: " + url + "\n    parameters:\n      httpMethod: POST");
        destinations = new Destinations(Samples.settings(folder, camel), lanes);
        destinations.open(folder);
        assertThat(destinations.status().get(0).reason()).isNull();
        return lanes.deliver("a", Samples.message(1, "Hi"));
    }

    @Test
    void anEventIsPostedAsItsJson() throws IOException {
        assertThat(deliver(url())).isInstanceOf(Result.Delivered.class);
        assertThat(bodies).containsExactly(Samples.message(1, "Hi").event().toJson());
    }

    @ParameterizedTest
    @CsvSource({"429, QUOTA", "503, TRANSIENT", "404, PERMANENT", "401, CONFIGURATION", "302, CONFIGURATION"})
    void aStatusIsReadOnceAndNotRetriedInsideTheLane(int code, Failure failure) throws IOException {
        status = code;
        assertThat(deliver(url())).isInstanceOfSatisfying(Failed.class, f -> {
            assertThat(f.failure()).isEqualTo(failure);
            assertThat(f.code()).isEqualTo(code);
            assertThat(f.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            assertThat(f.cause()).doesNotContain("secret-path");
        });
        assertThat(bodies).hasSize(1);
    }

    @Test
    void aPortNobodyListensOnIsTransient() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(deliver("http://127.0.0.1:" + free + "/x"))
                .isInstanceOfSatisfying(
                        Failed.class, f -> assertThat(f.failure()).isEqualTo(Failure.TRANSIENT));
    }

    @Test
    void aServerThatDoesNotAnswerIsTransient() throws IOException {
        camel.setProperty("camel.component.http.response-timeout", "200");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(deliver("http://127.0.0.1:" + silent.getLocalPort() + "/x"))
                    .isInstanceOfSatisfying(Failed.class, f -> {
                        assertThat(f.failure()).isEqualTo(Failure.TRANSIENT);
                        assertThat(f.cause()).contains("in time");
                    });
        }
    }

    @Test
    void aHostNobodyKnowsIsTheConfigurations() throws IOException {
        assertThat(deliver("http://nobody.invalid/x"))
                .isInstanceOfSatisfying(
                        Failed.class, f -> assertThat(f.failure()).isEqualTo(Failure.CONFIGURATION));
    }

    /** CamelHttpUri would choose another host, and Camel resolves {{…}} in it. */
    @Test
    void noHeaderOfTheRouteSteersWhereARequestGoes() throws IOException {
        Samples.route(
                folder,
                "a",
                "wotnot:a",
                "- setHeader:\n    name: CamelHttpUri\n    simple: http://127.0.0.1:1/${body.text}\n"
                        + "- setHeader:\n    name: CamelHttpPath\n    simple: ${body.text}\n- to: " + url());
        destinations = new Destinations(Samples.settings(folder, camel), lanes);
        destinations.open(folder);
        assertThat(lanes.deliver("a", Samples.message(1, "{{env:PATH}}"))).isInstanceOf(Result.Delivered.class);
        assertThat(bodies).hasSize(1);
    }
}
