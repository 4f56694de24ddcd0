package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.config.Settings.TokenPlace;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.Receipt;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender of requests sees, end to end but for the log. */
class RequestTest {
    private static final String ANSWER = "{\"token\":\"" + TestWebhook.PLAIN + "\"}";

    private TestWebhook hook;

    @BeforeEach
    void start() throws Exception {
        hook = TestWebhook.start();
    }

    @AfterEach
    void stop() {
        hook.close();
    }

    @Test
    void aBatchIsKeptAndAnsweredWithTheTokenAndNothingElse() {
        HttpResponse<String> answer = hook.post("{\"events\":[" + TestWebhook.ITEM + " , 7]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ANSWER);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(names(answer)).containsExactly("content-length", "content-type", "date");
        assertThat(hook.log.events)
                .extracting(e -> new String(e.raw(), StandardCharsets.UTF_8))
                .containsExactly(TestWebhook.ITEM, "7");
        assertThat(hook.log.events).extracting(e -> Kind.of(e.kind()).type()).containsExactly("label", "unparsable");
        Receipt receipt = hook.log.receipts.get(0);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.ACCEPTED);
        assertThat(receipt.cause()).isNull();
        assertThat(receipt.events()).isEqualTo(2);
    }

    @Test
    void theAnswerIsTheBareTokenWhereTextIsAskedFor() throws Exception {
        hook.close();
        hook = TestWebhook.start(With::text);
        HttpResponse<String> answer = hook.post("");
        assertThat(answer.body()).isEqualTo(TestWebhook.PLAIN);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("text/plain"));
    }

    @Test
    void aTokenOfAnyCharactersIsWrittenAsJson() throws Exception {
        hook.close();
        hook = TestWebhook.start(s -> With.tokens(s, "a\"b\\c/d", null, TokenPlace.BODY));
        HttpResponse<String> answer =
                hook.send(hook.request().POST(BodyPublishers.ofString("{\"token\":\"a\\\"b\\\\c\\/d\"}")));
        assertThat(answer.body()).isEqualTo("{\"token\":\"a\\\"b\\\\c/d\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"events\":[]}", "{\"token\":\"x\",\"events\":[]}"})
    void aHandshakeIsAnsweredAndNotedWithoutEvents(String body) {
        hook.log.mode = FakeLog.Mode.REFUSE;
        HttpResponse<String> answer = hook.post(body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ANSWER);
        assertThat(hook.log.notes).extracting(Receipt::outcome).containsExactly(Receipt.Outcome.HANDSHAKE);
        assertThat(hook.log.events).isEmpty();
    }

    @Test
    void duringARotationTheAnswerIsTheNewToken() throws Exception {
        hook.close();
        hook = TestWebhook.start(s -> With.tokens(s, TestWebhook.PLAIN, "the-old-one", TokenPlace.values()));
        HttpResponse<String> answer =
                hook.send(hook.request().header("token", "the-old-one").POST(BodyPublishers.noBody()));
        assertThat(answer.body()).isEqualTo(ANSWER);
    }

    @Test
    void theTokenIsTakenFromEveryPlaceAsPeopleWriteIt() throws Exception {
        hook.close();
        hook = TestWebhook.start(s -> With.tokens(s, "a+b/c= d&", null, TokenPlace.values()));
        assertThat(status(hook.request().header("Authorization", "a+b/c= d&"))).isEqualTo(200);
        assertThat(status(hook.request().header("Authorization", "Bearer a+b/c= d&")))
                .isEqualTo(200);
        assertThat(status(hook.request().header("X-WotNot-Token", "a+b/c= d&"))).isEqualTo(200);
        assertThat(status(hook.request("/webhook?x=1&token=a%2Bb/c=%20d%26"))).isEqualTo(200);
        assertThat(status(hook.request("/webhook?token=a+b/c=%20d%26&y"))).isEqualTo(200);
        assertThat(status(hook.request("/webhook?Token=a+b/c=%20d%26"))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "0",
                "[\"plain-token-1234\"]",
                "{\"$ne\":1}",
                "\"\"",
                "\"plain-token-123\"",
                "\"plain-token-1234 \"",
                "true"
            })
    void aWrongTokenIsRefusedAndNothingOfTheRequestIsInTheAnswer(String token) {
        HttpResponse<String> answer =
                hook.send(hook.request("/webhook?echo=me").POST(BodyPublishers.ofString("{\"token\":" + token + "}")));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertProblem(answer, 401);
        assertThat(answer.body()).doesNotContain("plain-token").doesNotContain("echo");
        assertThat(names(answer)).containsExactly("content-length", "content-type", "date", "www-authenticate");
        assertThat(hook.log.notes).isEmpty();
    }

    @Test
    void aRepeatedTokenKeyIsRefusedEvenWhenBothAreValid() {
        HttpResponse<String> answer =
                hook.post("{\"token\":\"plain-token-1234\",\"events\":[],\"token\":\"plain-token-1234\"}");
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void withoutAValidTokenAnyBodyIsRefusedTheSame() {
        byte[] deep = new byte[10 * 1024 * 1024];
        Arrays.fill(deep, (byte) '[');
        for (byte[] body : List.of(deep, new byte[] {(byte) 0xc0}, "{".getBytes(StandardCharsets.UTF_8), new byte[0])) {
            assertProblem(hook.send(hook.request().POST(BodyPublishers.ofByteArray(body))), 401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}}",
                "{\"events\":[NaN]}",
                "\u0000",
                "{'events':[]}",
                "[\"\u0001\"]",
                "{\"events\":[01]}",
                " "
            })
    void anAuthenticBodyThatIsNoJsonIsRefusedCountedAndKept(String body) {
        HttpResponse<String> answer = hook.post(body);
        assertProblem(answer, 400);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\\tat ");
        await().until(() -> hook.rejections.list(Long.MAX_VALUE, 10).size() == 1);
        Rejection kept = hook.rejections.list(Long.MAX_VALUE, 10).get(0);
        assertThat(kept.cause()).isEqualTo("not_json");
        assertThat(hook.rejections.body(kept.id())).hasValue(body.getBytes(StandardCharsets.UTF_8));
        assertThat(hook.log.receipts).isEmpty();
    }

    @Test
    void badUtf8IsRefused() {
        assertProblem(hook.post(new byte[] {'[', '"', (byte) 0xc0, (byte) 0xaf, '"', ']'}), 400);
    }

    @Test
    void anUnknownEnvelopeIsKeptWholeWithoutItsToken() {
        String body = "{\"token\":\"" + TestWebhook.PLAIN + "\",\"events\":[1],\"new\":{\"a\":1.10}}";
        assertThat(hook.send(hook.request().POST(BodyPublishers.ofString(body))).statusCode())
                .isEqualTo(200);
        assertThat(hook.log.events).hasSize(1);
        assertThat(hook.log.events.get(0).raw()).asString().isEqualTo("{\"events\":[1],\"new\":{\"a\":1.10}}");
        assertThat(hook.log.receipts.get(0).cause()).isEqualTo("unknown_envelope");
    }

    @Test
    void aBodyOfAnyContentTypeIsJson() {
        for (String type : List.of(
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain; charset=utf-16",
                "nonsense",
                "application/json;charset=bogus")) {
            HttpResponse<String> answer = hook.send(hook.request()
                    .header("Authorization", TestWebhook.PLAIN)
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString(TestWebhook.ONE)));
            assertThat(answer.statusCode()).as(type).isEqualTo(200);
        }
        assertThat(hook.log.events)
                .hasSize(5)
                .allMatch(e -> new String(e.raw(), StandardCharsets.UTF_8).equals(TestWebhook.ITEM));
    }

    @Test
    void theLargestBodyIsTakenAndOneByteMoreIsNot() throws Exception {
        int most = 10 * 1024 * 1024;
        String body = "{\"events\":[" + TestWebhook.ITEM + ",\"" + "x".repeat(900_000) + "\"" + ",1".repeat(1000) + "]";
        assertThat(hook.post(body + " ".repeat(most - body.length() - 1) + "}").statusCode())
                .isEqualTo(200);
        assertThat(hook.log.events).hasSize(1002);
        assertProblem(hook.post(body + " ".repeat(most - body.length()) + "}"), 413);
    }

    @Test
    void aChunkedBodyIsRefusedOnceItIsTooLarge() throws Exception {
        hook.close();
        hook = TestWebhook.start(s -> With.bounds(s, 1000, 10));
        HttpResponse<String> answer = hook.send(hook.request()
                .header("Authorization", TestWebhook.PLAIN)
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[1001]))));
        assertProblem(answer, 413);
    }

    @ParameterizedTest
    @CsvSource({
        "404, GET, /x, gzip, 99999999, false",
        "404, GET, /x, '', 1, true",
        "404, POST, /x, gzip, 1, true",
        "404, POST, /x, '', 99999999, true",
        "404, POST, /x, '', 1, false",
        "405, GET, /webhook, gzip, 1, true",
        "405, GET, /webhook, '', 99999999, true",
        "405, GET, /webhook, '', 1, false",
        "415, POST, /webhook, gzip, 99999999, true",
        "415, POST, /webhook, gzip, 1, false",
        "415, POST, /webhook, gzip, 1, true",
        "413, POST, /webhook, '', 99999999, false",
        "413, POST, /webhook, '', 99999999, true",
        "401, POST, /webhook, '', 1, false",
        "400, POST, /webhook, '', 1, true"
    })
    void ofTwoThingsThatAreWrongTheContractSaysWhichIsAnswered(
            int status, String method, String path, String encoding, long length, boolean authentic) throws Exception {
        hook.log.mode = FakeLog.Mode.REFUSE;
        String request = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + (encoding.isEmpty() ? "" : "Content-Encoding: " + encoding + "\r\n")
                + (authentic ? "Authorization: " + TestWebhook.PLAIN + "\r\n" : "")
                + "Content-Length: " + length + "\r\n\r\n{";
        assertThat(hook.raw(request)).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void theOrderOfAnswersIsThatOfTheContract() throws Exception {
        String wrong = "Host: x\r\nContent-Encoding: gzip\r\nContent-Length: 99999999\r\n\r\n";
        assertThat(hook.raw("GET /nowhere HTTP/1.1\r\n" + wrong)).startsWith("HTTP/1.1 404");
        assertThat(hook.raw("GET /webhook HTTP/1.1\r\n" + wrong)).startsWith("HTTP/1.1 405");
        assertThat(hook.raw("POST /webhook HTTP/1.1\r\n" + wrong)).startsWith("HTTP/1.1 415");
        assertThat(hook.raw("POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        hook.log.mode = FakeLog.Mode.REFUSE;
        assertProblem(hook.send(hook.request().POST(BodyPublishers.ofString("{"))), 401);
        assertProblem(hook.post("{"), 400);
        assertProblem(hook.post(TestWebhook.ONE), 503);
    }

    @Test
    void tooManyWrongTokensAreSlowedDownButTheRealSenderIsNot() {
        int last = 0;
        for (int i = 0; i <= Guesses.MOST; i++) {
            last = status(hook.request().header("token", "guess-" + i));
        }
        assertThat(last).isEqualTo(429);
        HttpResponse<String> slowed = hook.send(hook.request().POST(BodyPublishers.noBody()));
        assertProblem(slowed, 429);
        assertThat(slowed.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
        assertThat(hook.post(TestWebhook.ONE).statusCode()).isEqualTo(200);
    }

    @Test
    void behindATrustedProxyEachClientIsCountedForItself() throws Exception {
        hook.close();
        hook = TestWebhook.start(s -> With.proxies(s, "127.0.0.1"));
        for (int i = 0; i <= Guesses.MOST; i++) {
            status(hook.request().header("X-Forwarded-For", "192.0.2.1"));
        }
        assertThat(status(hook.request().header("X-Forwarded-For", "192.0.2.1")))
                .isEqualTo(429);
        assertThat(status(hook.request().header("X-Forwarded-For", "192.0.2.2")))
                .isEqualTo(401);
    }

    @Test
    void aRefusedRequestIsKeptWithoutWhatWasInItsUrl() throws Exception {
        hook.send(
                hook.request("/webhook?token=in-the-url").POST(BodyPublishers.ofString("{\"token\":\"in-the-body\"}")));
        await().until(() -> hook.rejections.list(Long.MAX_VALUE, 10).size() == 1);
        assertThat(hook.rejections.list(Long.MAX_VALUE, 10).get(0).toString()).doesNotContain("in-the-");
    }

    private int status(java.net.http.HttpRequest.Builder request) {
        return hook.send(request.POST(BodyPublishers.ofString("{}"))).statusCode();
    }

    static Set<String> names(HttpResponse<?> answer) {
        return new TreeSet<>(answer.headers().map().keySet());
    }

    static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"status\":" + status)
                .contains("\"title\":")
                .contains("\"type\":\"about:blank\"");
    }
}
