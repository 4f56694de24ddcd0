package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody may try who wants in, wants more, or wants it to break. */
class ApiHostilityTest {
    @TempDir
    Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private LiveRelay relay;

    @BeforeEach
    void open() throws Exception {
        relay = new LiveRelay(home).destination("crm").start();
    }

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void nothingBelowApiAnswersWithoutTheToken() throws Exception {
        List<String> tokens = List.of("Bearer", "Bearer ", "Bearer wrong", "Basic " + LiveRelay.CONSOLE_TOKEN);
        // each path with no token and with one that is wrong in its turn: an address has 100 tries a minute
        int turn = 0;
        for (Operation operation : Operations.ALL) {
            String path = Api.BASE + operation.path().replaceAll("\\{\\w+}", "x");
            for (String token : List.of("", tokens.get(turn++ % tokens.size()))) {
                HttpResponse<String> answer = raw(operation.method().name(), path, token);
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
            }
            assertThat(raw("PATCH", path, "").statusCode()).isEqualTo(401);
        }
        assertThat(raw("GET", "/api/v1/nothing", "").statusCode()).isEqualTo(401);
        assertThat(raw("GET", "/api", "").statusCode()).isIn(401, 404);
    }

    @Test
    void wrongTokensOfAnAddressAreLimitedAndTheRightOneWaitsToo() throws Exception {
        for (int i = 0; i < ApiGate.MOST; i++) {
            assertThat(raw("GET", "/api/v1/events", "Bearer " + "x".repeat(i)).statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> over = raw("GET", "/api/v1/events", "Bearer wrong");
        assertThat(over.statusCode()).isEqualTo(429);
        assertThat(over.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
        assertThat(raw("GET", "/api/v1/events", "Bearer " + LiveRelay.CONSOLE_TOKEN)
                        .statusCode())
                .isEqualTo(429);
        assertThat(raw("GET", "/observe/health/live", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/events?limit=1000000000",
                "/events?limit=0",
                "/events?limit=-1",
                "/events?limit=1e3",
                "/events?limit=",
                "/events?limit=99999999999999999999",
                "/events?after=x",
                "/events?after=-1",
                "/events?after=1;drop",
                "/events?after=9999999999999999999",
                "/events?since=yesterday",
                "/events?since=+999999999-01-01T00:00:00Z",
                "/events?q=!!!",
                "/events?q=",
                "/events?type=",
                "/events?limit=5&limit=6",
                "/events?typ=note",
                "/deliveries?state=DEAD",
                "/deliveries?state=not_subscribed",
                "/deliveries?after=1-x-1",
                "/deliveries?destination=%27%20OR%201=1",
                "/receipts?outcome=x",
                "/destinations?state=x",
                "/destinations/crm?x=1",
                "/openapi.yaml?x=1"
            })
    void nonsenseIsRefusedWithASentence(String path) throws Exception {
        assertThat(relay.problem(400, path)).matches("[A-Z].*[.?]");
    }

    @Test
    void theNearestRightNameIsTold() throws Exception {
        assertThat(relay.problem(400, "/events?conversaton=1")).contains("Did you mean conversation?");
        assertThat(relay.problem(400, "/deliveries?state=deed")).contains("Did you mean dead?");
        assertThat(relay.problem(400, "/events?limit=501")).contains("from 1 to 500");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "\" OR text:*",
                "a\" OR \"b",
                "NEAR(a b)",
                "words MATCH x",
                "x*\" NOT y",
                "%",
                "_",
                "a%00b",
                "\\",
                "{text}: a",
                "^a",
                "-a",
                "a AND b",
                "*a"
            })
    void aSearchIsWordsAndNeverALanguage(String q) throws Exception {
        relay.note("c1", "harmless");
        String encoded = URLEncoder.encode(q, StandardCharsets.UTF_8);

        for (String path : List.of("/events?q=", "/events?type=", "/events?conversation=", "/receipts?cause=")) {
            HttpResponse<String> answer = relay.ask("GET", path + encoded, null);
            assertThat(answer.statusCode()).isIn(200, 400);
            assertThat(answer.body()).doesNotContain("harmless");
        }
    }

    @Test
    void whatVisitorsWriteIsOnlyEverJson() throws Exception {
        String evil = "</script><img src=x onerror=alert(1)>\u2028\u0000\ud800";
        relay.event(evil, evil, "{\"a\":\"apple\"}");
        relay.note(evil, evil + "pear");

        for (String path : List.of("/events", "/events?q=pear", "/events/" + relay.eventId("pear"))) {
            HttpResponse<String> answer = relay.ask("GET", path, null);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("application/json");
            assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
            assertThat(answer.headers().firstValue("content-security-policy"))
                    .contains("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/../v1/events",
                "/api/v1/%2e%2e/v1/events",
                "/api/v1/./events",
                "/api/v1//events",
                "/api/v1/events/../../../observe/../api/v1/events",
                "//api/v1/events",
                "/API/v1/events",
                "/api/v1/%65vents",
                "/api/v1/events%2f",
                "/api/v1/events;x=1",
                "/api/v1/events/",
                "/api/v1/events%00",
                "/./api/v1/events"
            })
    void noSpellingOfAPathGetsPastTheToken(String path) throws Exception {
        relay.note("c1", "apple");

        assertThat(status("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .isIn(400, 401, 404);
    }

    @Test
    void otherMethodsAreRefusedWithTheRightOnesAndHeadHasNoBody() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")) {
            HttpResponse<String> answer = raw(method, "/api/v1/events", "Bearer " + LiveRelay.CONSOLE_TOKEN);
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
            assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(answer.headers().map().keySet()).noneMatch(h -> h.startsWith("access-control"));
        }
        assertThat(raw("GET", "/api/v1/destinations/crm/pause", "Bearer " + LiveRelay.CONSOLE_TOKEN)
                        .headers()
                        .firstValue("allow"))
                .contains("POST");
        HttpResponse<String> head = raw("HEAD", "/api/v1/events", "Bearer " + LiveRelay.CONSOLE_TOKEN);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(raw("GET", "/api/v1/none", "Bearer " + LiveRelay.CONSOLE_TOKEN)
                        .body())
                .contains("openapi.yaml");
    }

    @Test
    void whatIsHardlyHttpIsAProblemToo() throws Exception {
        assertThat(status("GET /api/v1/events?q=" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .isEqualTo(414);
        assertThat(status("GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .isEqualTo(431);
        assertThat(status("GET /api/v1/events?q=%zz HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + LiveRelay.CONSOLE_TOKEN + "\r\nConnection: close\r\n\r\n"))
                .isEqualTo(400);
        assertThat(raw("GET", "/observe/health/live", "").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> raw(String method, String path, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(relay.console() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The status of an answer to these very bytes; an error must be a problem. */
    private int status(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", relay.console().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains("application/problem+json").doesNotContain("apple");
            return Integer.parseInt(answer.substring(9, 12));
        }
    }
}
