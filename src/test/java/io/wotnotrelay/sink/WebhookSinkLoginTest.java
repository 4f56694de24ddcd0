package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSinkLoginTest {
    private final Sinks sinks = new Sinks();
    private final AtomicInteger tokens = new AtomicInteger();
    private Receiver receiver;
    private Receiver tokenServer;

    @BeforeEach
    void listen() throws Exception {
        receiver = new Receiver();
        tokenServer = new Receiver().answers((got, exchange) -> token(exchange, 3600));
    }

    @AfterEach
    void close() {
        sinks.close();
        receiver.close();
        tokenServer.close();
    }

    private void token(com.sun.net.httpserver.HttpExchange exchange, int seconds) throws IOException {
        byte[] answer = ("{\"access_token\":\"t" + tokens.incrementAndGet()
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":" + seconds + "}")
                .getBytes();
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
    }

    @Test
    void aBearerTokenIsShown() throws Exception {
        sinks.webhook(Map.of("url", receiver.url(), "bearerToken", "abc")).delivers(Sinks.event("x"));

        assertThat(receiver.only().header("Authorization")).isEqualTo("Bearer abc");
    }

    @Test
    void nameAndPasswordAreShownBeforeBeingAskedFor() throws Exception {
        sinks.webhook(Map.of("url", receiver.url(), "username", "Aladdin", "password", "open sesame"))
                .delivers(Sinks.event("x"));

        assertThat(receiver.only().header("Authorization")).isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @Test
    void anAccessTokenIsFetchedOnceForAllThreads() throws Exception {
        Sinks.Sink sink = sinks.webhook(oauth(Map.of("scope", "a b")));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Void>> sent = threads.invokeAll(IntStream.range(0, 40)
                .<java.util.concurrent.Callable<Void>>mapToObj(i -> () -> {
                    sink.delivers(Sinks.event("x"));
                    return null;
                })
                .toList());
        for (Future<Void> one : sent) {
            one.get();
        }
        threads.shutdown();

        Receiver.Got asked = tokenServer.only();
        assertThat(asked.text()).isEqualTo("grant_type=client_credentials&scope=a%20b");
        assertThat(asked.header("Authorization")).isEqualTo(Credentials.basic("id", "s%3Acret"));
        assertThat(receiver.got())
                .hasSize(40)
                .allMatch(got -> got.header("Authorization").equals("Bearer t1"));
    }

    @Test
    void theClientCanLogInByTheBody() throws Exception {
        sinks.webhook(oauth(Map.of("clientAuthentication", "body"))).delivers(Sinks.event("x"));

        assertThat(tokenServer.only().text())
                .isEqualTo("grant_type=client_credentials&client_id=id&client_secret=s%3Acret");
        assertThat(tokenServer.only().headers()).doesNotContainKey("Authorization");
    }

    @Test
    void aTokenIsNotUsedToItsLastSecond() throws Exception {
        tokenServer.answers((got, exchange) -> token(exchange, 2));
        Sinks.Sink sink = sinks.webhook(oauth(Map.of()));
        sink.delivers(Sinks.event("x"));
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            sink.delivers(Sinks.event("x"));
            assertThat(tokens.get()).isGreaterThan(1);
        });
    }

    @Test
    void aRefusedTokenIsFetchedAnewAndTheSameDeliverySentAgain() throws Exception {
        Sinks.Sink sink = sinks.webhook(oauth(Map.of()));
        receiver.answers((got, exchange) ->
                exchange.sendResponseHeaders(got.header("Authorization").equals("Bearer t1") ? 401 : 200, -1));
        sink.delivers(Sinks.event("x"));

        assertThat(receiver.got()).hasSize(2);
        assertThat(receiver.got()).extracting(got -> got.header("webhook-id")).containsOnly("evt_1.test");
        assertThat(tokens.get()).isEqualTo(2);
    }

    @Test
    void aServerThatRefusesEveryTokenIsAskedTwice() {
        receiver.answers(401, Map.of(), "");
        Exception failure =
                sinks.webhook(oauth(Map.of())).take(Sinks.event("x")).getException();

        assertThat(failure)
                .isInstanceOfSatisfying(
                        HttpOperationFailedException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(401));
        assertThat(receiver.got()).hasSize(2);
    }

    @Test
    void aRefusedClientIsAMistakeOfTheDestinationAndNotOfTheEvent() {
        tokenServer.answers(400, Map.of(), "{\"error\":\"invalid_client\",\"secret\":\"s:cret\"}");
        Exception failure =
                sinks.webhook(oauth(Map.of())).take(Sinks.event("x")).getException();

        assertThat(failure).isInstanceOfSatisfying(HttpOperationFailedException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(401);
            assertThat(e).hasMessageContaining("answered 400").hasMessageContaining("clientSecret");
            assertThat(org.assertj.core.util.Throwables.getStackTrace(e)).doesNotContain("s:cret");
        });
        assertThat(receiver.got()).isEmpty();
    }

    @Test
    void aTokenServerThatIsDownKeepsItsStatus() {
        tokenServer.answers(503, Map.of("Retry-After", "9"), "");
        Exception failure =
                sinks.webhook(oauth(Map.of())).take(Sinks.event("x")).getException();

        assertThat(failure).isInstanceOfSatisfying(HttpOperationFailedException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(503);
            assertThat(e.getResponseHeaders()).containsEntry("Retry-After", "9");
        });
    }

    @Test
    void anAnswerWithoutATokenIsAFaultThatShowsNothingOfIt() {
        tokenServer.answers(200, Map.of(), "{\"id_token\":\"hunter2\"");
        Exception failure =
                sinks.webhook(oauth(Map.of())).take(Sinks.event("x")).getException();

        assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("without an access_token");
        assertThat(org.assertj.core.util.Throwables.getStackTrace(failure)).doesNotContain("hunter2");
    }

    @Test
    void twoSinksKeepTheirTokensApart() throws Exception {
        sinks.webhook(oauth(Map.of())).delivers(Sinks.event("x"));
        sinks.webhook(oauth(Map.of())).delivers(Sinks.event("x"));

        assertThat(receiver.got())
                .extracting(got -> got.header("Authorization"))
                .containsExactly("Bearer t1", "Bearer t2");
    }

    private Map<String, Object> oauth(Map<String, String> more) {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "url",
                receiver.url(),
                "tokenUrl",
                tokenServer.url() + "/token",
                "clientId",
                "id",
                "clientSecret",
                "s:cret"));
        parameters.putAll(more);
        return parameters;
    }
}
