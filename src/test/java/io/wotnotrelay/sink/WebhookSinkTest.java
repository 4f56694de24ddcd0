package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSinkTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD_SECRET = "whsec_" + "C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private final Sinks sinks = new Sinks();
    private Receiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        sinks.close();
        receiver.close();
    }

    @Test
    void theWholeEventIsPostedAsJson() throws Exception {
        webhook(Map.of("url", receiver.url() + "/hooks?a=1&b=%2F")).delivers(Sinks.event("hello"));

        Receiver.Got got = receiver.only();
        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.uri()).hasToString("/hooks?a=1&b=%2F");
        assertThat(got.text()).isEqualTo(Sinks.event("hello").toJson());
        assertThat(got.header("Content-Type")).isEqualTo("application/json");
        assertThat(got.header("User-Agent")).startsWith("wotnot-relay/");
        assertThat(got.header("webhook-id")).isEqualTo("evt_1.test");
        assertThat(Long.parseLong(got.header("webhook-timestamp"))).isGreaterThan(1_700_000_000L);
        assertThat(got.headers())
                .doesNotContainKeys("Webhook-signature", "Authorization", "Accept-encoding", "Upgrade");
    }

    @Test
    void aBatchIsPostedAsOneJson() throws Exception {
        Event event = Sinks.event("a \"b\"");
        webhook(Map.of("url", receiver.url())).delivers(new Batch(2, List.of(event, event)));

        JsonNode got = JSON.readTree(receiver.only().body());
        assertThat(got.get("size").asInt()).isEqualTo(2);
        assertThat(got.get("events"))
                .hasSize(2)
                .allMatch(e -> e.get("text").asText().equals("a \"b\""));
    }

    @Test
    void theReferenceVerifierTakesTheSignature() throws Exception {
        webhook(Map.of("url", receiver.url(), "secret", SECRET)).delivers(Sinks.event("grüße"));

        Receiver.Got got = receiver.only();
        assertThatCode(() -> verify(SECRET, got, got.text())).doesNotThrowAnyException();
        assertThatThrownBy(() -> verify(OLD_SECRET, got, got.text())).isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verify(SECRET, got, got.text() + " "))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void duringARotationEachSecretSigns() throws Exception {
        webhook(Map.of("url", receiver.url(), "secret", SECRET + "  " + OLD_SECRET))
                .delivers(Sinks.event("x"));

        Receiver.Got got = receiver.only();
        assertThatCode(() -> verify(SECRET, got, got.text())).doesNotThrowAnyException();
        assertThatCode(() -> verify(OLD_SECRET, got, got.text())).doesNotThrowAnyException();
        assertThat(got.header("webhook-signature").split(" ")).hasSize(2);
    }

    private static void verify(String secret, Receiver.Got got, String body) throws WebhookVerificationException {
        new Webhook(secret).verify(body, HttpHeaders.of(got.headers(), (name, value) -> true));
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#all")
    void hostileTextArrivesAsItIsInATemplate(String text) throws Exception {
        String template =
                "{\n \"te\\\"xt\": \"He said: ${body.text}\\n\", \"whole\": \"${body.text}\", \"value\": ${body.text},"
                        + " \"${body.id}\": [1.50, true, null, ${body.seq}, ${body.conversation.labels}, ${body.conversation}],"
                        + " \"loud\": \"${body.text.toUpperCase()}\", \"old\": \"$simple{body.text}\"}";
        webhook(Map.of("url", receiver.url(), "body", template)).delivers(Sinks.event(text));

        JsonNode got = JSON.readTree(receiver.only().body());
        assertThat(got.get("te\"xt").textValue()).isEqualTo("He said: " + text + "\n");
        assertThat(got.get("whole").textValue()).isEqualTo(text);
        assertThat(got.get("value").textValue()).isEqualTo(text);
        assertThat(got.get("loud").textValue()).isEqualTo(text.toUpperCase());
        assertThat(got.get("old").textValue()).isEqualTo(text);
        JsonNode list = got.get("evt_1");
        assertThat(list.get(3).isInt()).isTrue();
        assertThat(list.get(4)).isEqualTo(JSON.readTree("[\"new\", \"a \\\"b\\\"\"]"));
        assertThat(list.get(5).get("key").textValue()).isEqualTo("c1");
        assertThat(receiver.only().text()).contains("1.50");
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#all")
    void hostileTextStaysOneQueryValueAndOneHeader(String text) throws Exception {
        String cut = text.length() > 1000 ? text.substring(0, 1000) : text;
        webhook(Map.of(
                        "url",
                        receiver.url() + "/a/x${body.text}/b?q=${body.text}&r=1",
                        "headers",
                        Map.of("X-Text", "<${body.text}>")))
                .delivers(Sinks.event(cut));

        Receiver.Got got = receiver.only();
        String utf8 = cut.replaceAll("[\ud800-\udfff](?<![\ud800-\udbff][\udc00-\udfff])(?![\udc00-\udfff])", "\ufffd");
        assertThat(got.uri().getRawPath().split("/")).hasSize(4);
        assertThat(decoded(got.uri().getRawPath().split("/")[2])).isEqualTo("x" + utf8);
        assertThat(got.uri().getRawQuery()).endsWith("&r=1");
        assertThat(decoded(got.uri().getRawQuery().replaceAll("^q=|&r=1$", ""))).isEqualTo(utf8);
        assertThat(got.headers()).doesNotContainKey("X-evil");
        assertThat(got.headers().get("X-Text")).singleElement().asString().matches("<[ -~]*>");
    }

    private static String decoded(String encoded) {
        return java.net.URLDecoder.decode(encoded.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("io.wotnotrelay.sink.HostileTexts#all")
    void hostileTextCannotLeaveAFormFieldOrMarkup(String text) throws Exception {
        webhook(Map.of(
                        "url", receiver.url(),
                        "contentType", "application/x-www-form-urlencoded",
                        "body", "a=${body.text}&b=2"))
                .delivers(Sinks.event(text));
        webhook(Map.of("url", receiver.url(), "contentType", "text/html", "body", "<p title=\"${body.text}\">\\n</p>"))
                .delivers(Sinks.event(text));

        assertThat(receiver.got().get(0).text()).matches("(?s)a=[A-Za-z0-9%._~-]*&b=2");
        String page = receiver.got().get(1).text();
        assertThat(page).startsWith("<p title=\"").endsWith("\">\\n</p>");
        assertThat(page.substring(10, page.length() - 8)).doesNotContain("<", ">", "\"", "'", "\0");
    }

    @Test
    void eventDataCannotClimbOutOfThePath() {
        Exchange exchange = webhook(Map.of("url", receiver.url() + "/tenants/${body.text}/events"))
                .take(Sinks.event(".."));

        assertThat(exchange.getException())
                .isInstanceOf(UnfitEventException.class)
                .hasMessageContaining("another path");
        assertThat(receiver.got()).isEmpty();
    }

    @Test
    void nothingOnTheExchangeSteersTheRequest() throws Exception {
        Exchange exchange = new DefaultExchange(sinks.context());
        exchange.getMessage().setBody(Sinks.event("x"));
        Map<String, Object> headers = new HashMap<>(Map.of(
                "CamelHttpUri",
                "http://127.0.0.1:1/evil",
                "CamelHttpPath",
                "evil",
                "CamelHttpQuery",
                "evil=1",
                "CamelHttpMethod",
                "DELETE",
                "Host",
                "evil.example.com",
                "Cookie",
                "a=b",
                "X-Evil",
                "1",
                "Authorization",
                "Bearer evil"));
        exchange.getMessage().setHeaders(headers);
        assertThat(webhook(Map.of("url", receiver.url() + "/good"))
                        .take(exchange)
                        .getException())
                .isNull();

        Receiver.Got got = receiver.only();
        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.uri()).hasToString("/good");
        assertThat(got.header("webhook-id")).isEqualTo("evt_1");
        assertThat(got.header("Host")).startsWith("127.0.0.1:");
        assertThat(got.headers()).doesNotContainKeys("Cookie", "X-evil", "Authorization");
    }

    @Test
    void theRouteGoesOnWithTheEvent() {
        receiver.answers(201, Map.of("X-Answer", "1"), "answer");
        Exchange exchange = webhook(Map.of("url", receiver.url())).take(Sinks.event("x"));

        assertThat(exchange.getMessage().getBody()).isInstanceOf(Event.class);
        assertThat(exchange.getMessage().getHeaders()).containsExactly(Map.entry(Exchange.HTTP_RESPONSE_CODE, 201));
    }

    @Test
    void whatTheRouteMadeOfTheEventIsPostedAsItIs() throws Exception {
        Sinks.Sink sink = webhook(Map.of("url", receiver.url()));
        sink.delivers("{\"a\":1.0}");
        sink.delivers(new byte[] {1, 2, (byte) 0xff});
        sink.delivers(Map.of("a", List.of("\"", 1)));

        assertThat(receiver.got().get(0).text()).isEqualTo("{\"a\":1.0}");
        assertThat(receiver.got().get(1).body()).containsExactly(1, 2, 0xff);
        assertThat(receiver.got().get(2).text()).isEqualTo("{\"a\":[\"\\\"\",1]}");
        assertThat(sink.take((Object) null).getException()).isInstanceOf(UnfitEventException.class);
    }

    @Test
    void aFailureCarriesStatusAndHeadersAndNoneOfTheUrlsSecrets() {
        receiver.answers(429, Map.of("Retry-After", "17"), "slow down");
        Exchange exchange =
                webhook(Map.of("url", receiver.url() + "/T0/secret?key=secret")).take(Sinks.event("x"));

        HttpOperationFailedException failure = exchange.getException(HttpOperationFailedException.class);
        assertThat(failure.getStatusCode()).isEqualTo(429);
        assertThat(failure.getResponseHeaders()).containsEntry("retry-after", "17");
        assertThat(failure.getResponseBody()).isEqualTo("slow down");
        assertThat(failure.getMessage()).contains(receiver.url()).doesNotContain("secret");
        assertThat(failure.getUri()).doesNotContain("secret");
        assertThat(receiver.got()).hasSize(1);
    }

    @Test
    void aRedirectIsAFailureAndIsNotFollowed() throws Exception {
        try (Receiver inside = new Receiver()) {
            receiver.answers(307, Map.of("Location", inside.url() + "/admin?x=1"), "");
            Exchange exchange = webhook(Map.of("url", receiver.url())).take(Sinks.event("x"));

            HttpOperationFailedException failure = exchange.getException(HttpOperationFailedException.class);
            assertThat(failure.getStatusCode()).isEqualTo(307);
            assertThat(failure.getRedirectLocation()).isEqualTo(inside.url() + "/admin");
            assertThat(inside.got()).isEmpty();
        }
    }

    @Test
    void aCookieIsNotSentBack() throws Exception {
        receiver.answers(200, Map.of("Set-Cookie", "id=1; Path=/"), "");
        Sinks.Sink sink = webhook(Map.of("url", receiver.url()));
        sink.delivers(Sinks.event("x"));
        sink.delivers(Sinks.event("x"));

        assertThat(receiver.got()).hasSize(2).noneMatch(got -> got.headers().containsKey("Cookie"));
    }

    @Test
    void methodHeadersAndContentTypeAreTheRoutes() throws Exception {
        webhook(Map.of(
                        "url",
                        receiver.url(),
                        "method",
                        "put",
                        "contentType",
                        "text/plain",
                        "body",
                        "${body.visitor.name}: ${body.text} \\n {}",
                        "headers",
                        "X-One: 1\nX-Two: a: ${body.seq}"))
                .delivers(Sinks.event("hi <there>", "Ann"));

        Receiver.Got got = receiver.only();
        assertThat(got.method()).isEqualTo("PUT");
        assertThat(got.text()).isEqualTo("Ann: hi <there> \\n {}");
        assertThat(got.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(got.header("X-One")).isEqualTo("1");
        assertThat(got.header("X-Two")).isEqualTo("a: 7");
    }

    @Test
    void aMissingValueIsEmptyTextOrNull() throws Exception {
        webhook(Map.of(
                        "url",
                        receiver.url(),
                        "body",
                        "{\"a\": \"<${body.visitor.email}>\", \"b\": ${body.visitor.email}}"))
                .delivers(Sinks.event("x"));

        assertThat(receiver.only().text()).isEqualTo("{\"a\":\"<>\",\"b\":null}");
    }

    @Test
    void itCanBeUsedInAPlainCamelContextToo() throws Exception {
        try (DefaultCamelContext plain = new DefaultCamelContext()) {
            plain.start();
            plain.createProducerTemplate()
                    .sendBody(
                            "kamelet:webhook-sink?url=RAW(" + receiver.url() + "/x)&secret=RAW(" + SECRET + ")",
                            Sinks.event("x"));
        }
        assertThatCode(() -> verify(SECRET, receiver.only(), receiver.only().text()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://${body.text}/x",
                "https://a.${body.text}.example.com/x",
                "https://example.com:${body.seq}/",
                "${body.text}",
                "$simple{body.text}",
                "https://example.com${body.text}",
                "ftp://example.com/",
                "example.com/x",
                "https://user:pw@example.com/",
                "https:///x",
                "https://exa mple.com/",
                "https://example.com/#x",
                "https://example.com/${body.text",
                "https://example.com/${nonsense}"
            })
    void aUrlThatMakesNoSenseIsRefusedAtTheStart(String url) {
        assertThatThrownBy(() -> webhook(Map.of("url", url))).hasStackTraceContaining("webhook-sink: url: ");
    }

    @Test
    void complaintsNameTheParameterAndKeepTheSecret() {
        refused(Map.of("secret", "hunter2"), "secret: it is not whsec_");
        refused(Map.of("secret", "whsec_***hunter2"), "secret: it is not whsec_");
        refused(Map.of("secret", " "), "secret is empty");
        refused(Map.of("bearerToken", "hunter2\r\nX: 1"), "bearerToken holds");
        refused(Map.of("bearerToken", "t", "username", "u", "password", "hunter2"), "keep one");
        refused(Map.of("username", "u"), "password is missing");
        refused(Map.of("tokenUrl", "https://example.com", "clientId", "i"), "clientSecret is missing");
        refused(
                Map.of("tokenUrl", "https://${body.text}/", "clientId", "i", "clientSecret", "hunter2"),
                "tokenUrl: it must");
        refused(Map.of("timeout", "soon"), "timeout is \"soon\"");
        refused(Map.of("timeout", "0"), "timeout is \"0\"");
        refused(Map.of("method", "TRACE"), "method is \"TRACE\"");
        refused(Map.of("contentType", "json\r\nX: 1"), "contentType is not");
        refused(Map.of("body", "Hello ${body.text}"), "body: the template is not JSON");
        refused(Map.of("body", "{\"a\": ${body.text}"), "body: the template is not JSON");
        refused(Map.of("headers", Map.of("X Y", "1")), "no name of a header");
        refused(Map.of("headers", Map.of("webhook-id", "1")), "sets itself");
        refused(Map.of("headers", "nonsense"), "without a colon");
    }

    private void refused(Map<String, Object> parameters, String sentence) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("url", receiver.url());
        assertThatThrownBy(() -> webhook(all))
                .hasStackTraceContaining("webhook-sink: ")
                .hasStackTraceContaining(sentence)
                .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                        .doesNotContain("hunter2"));
    }

    private Sinks.Sink webhook(Map<String, ?> parameters) {
        return sinks.webhook(parameters);
    }
}
