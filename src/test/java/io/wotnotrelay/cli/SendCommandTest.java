package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.certificate.TestCertificate;
import io.wotnotrelay.cli.FakeWebhook.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private final FakeWebhook webhook = new FakeWebhook();
    private Terminal terminal;

    @BeforeEach
    void terminal() {
        terminal = new Terminal(home);
    }

    @AfterEach
    void stop() {
        webhook.close();
    }

    @Test
    void aHandshakeIsAnEmptyRequestWithTheToken() {
        assertThat(send("--handshake")).isZero();

        assertThat(webhook.requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).isEqualTo("/webhook");
            assertThat(request.body()).isEmpty();
            assertThat(request.authorization()).isEqualTo("Bearer secret-token");
            assertThat(request.upgrade()).isNull();
        });
        assertThat(terminal.out()).containsPattern("handshake +200 +[0-9.]+ ms +\\{\"token\":\"secret-token\"}");
    }

    @Test
    void theAddressAndTheTokenComeFromTheSettings() {
        terminal.environment.put("RELAY_WEBHOOK_PORT", String.valueOf(webhook.port()));
        terminal.environment.put("RELAY_WEBHOOK_PATH", "/in");
        terminal.environment.put("RELAY_WEBHOOK_TOKEN", "secret-token");
        terminal.environment.put("RELAY_WEBHOOK_TOKEN_IN", "header");

        assertThat(terminal.run("send", "--handshake")).isZero();

        assertThat(webhook.requests).singleElement().satisfies(request -> {
            assertThat(request.uri()).isEqualTo("/in");
            assertThat(request.header()).isEqualTo("secret-token");
            assertThat(request.authorization()).isNull();
        });
    }

    @Test
    void theTokenTheRelayMadeIsFoundInTheDataFolder() throws IOException {
        Files.createDirectory(home.resolve("data"));
        Files.writeString(home.resolve("data/webhook-token"), "secret-token\n");

        assertThat(terminal.run("send", "--handshake", "--url", webhook.url())).isZero();
    }

    @Test
    void withoutATokenTheCommandSaysWhereOneComesFrom() {
        assertThat(terminal.run("send", "--handshake", "--url", webhook.url())).isEqualTo(1);

        assertThat(terminal.err()).contains("There is no token yet. Start the relay once");
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void theTokenMayGoIntoTheQuery() {
        send("--handshake", "--token-in", "query");

        assertThat(webhook.requests.get(0).uri()).isEqualTo("/webhook?token=secret-token");
    }

    @Test
    void theTokenMayGoIntoTheBodyWhoseOtherBytesStay() throws IOException {
        send("--sample", "note", "--as-is", "--token-in", "body");
        send("--handshake", "--token-in", "body");

        String documented = new String(Samples.asIs("note"), StandardCharsets.UTF_8);
        assertThat(webhook.requests.get(0).body())
                .isEqualTo("{\"token\":\"secret-token\","
                        + documented.strip().substring(1).stripLeading());
        assertThat(JSON.readTree(webhook.requests.get(0).body()).size()).isEqualTo(2);
        assertThat(webhook.requests.get(1).body()).isEqualTo("{\"token\":\"secret-token\"}");
    }

    @Test
    void aSampleIsTheDocumentedEventAsIfItHappenedNow() throws IOException {
        send("--sample", "message.text");
        send("--sample", "message.text");

        JsonNode first = onlyEvent(0);
        JsonNode second = onlyEvent(1);
        assertThat(first.path("event")).isEqualTo(Samples.event("message.text").path("event"));
        assertThat(first.path("timestamp").asText())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}")
                .isLessThan(second.path("timestamp").asText())
                .isGreaterThan("2025");
    }

    @Test
    void aSampleAsItIsIsSentByteForByte() {
        send("--sample", "status", "--as-is");

        assertThat(webhook.requests.get(0).body())
                .isEqualTo(new String(Samples.asIs("status"), StandardCharsets.UTF_8));
    }

    @Test
    void allSendsEveryDocumentedEventOnce() throws IOException {
        assertThat(send("--all")).isZero();

        Set<String> timestamps = new HashSet<>();
        for (int i = 0; i < webhook.requests.size(); i++) {
            timestamps.add(onlyEvent(i).path("timestamp").asText());
        }
        assertThat(timestamps).hasSize(28);
        assertThat(terminal.out()).contains("Sent 28 events in 28 requests").contains("28 answered 200");
    }

    @Test
    void listPrintsTheNamesAndSendsNothing() {
        assertThat(terminal.run("send", "--list")).isZero();

        assertThat(terminal.out().lines()).containsExactlyElementsOf(Samples.NAMES);
    }

    @Test
    void aFileIsSentByteForByte() throws IOException {
        Path file = Files.writeString(home.resolve("x.json"), " { broken\n");

        send("--file", file.toString());

        assertThat(webhook.requests.get(0).body()).isEqualTo(" { broken\n");
    }

    @Test
    void conversationsArriveInOrderWhateverTheConnections() throws IOException {
        assertThat(send("--conversations", "6", "--connections", "3", "--seed", "7"))
                .isZero();

        List<JsonNode> events = events();
        Set<String> keys = new HashSet<>();
        events.forEach(event -> keys.add(event.at("/conversation/key").asText()));
        assertThat(keys).hasSize(6);
        for (String key : keys) {
            assertThat(events)
                    .filteredOn(event -> event.at("/conversation/key").asText().equals(key))
                    .extracting(event -> event.path("timestamp").asText())
                    .isSorted()
                    .hasSizeGreaterThan(10);
        }
        assertThat(terminal.out()).contains("Sent " + events.size() + " events in " + webhook.requests.size());
    }

    @Test
    void randomSendsSoManyEventsInRequestsOfTheWantedSize() throws IOException {
        assertThat(send("--random", "--count", "57", "--batch", "2..9", "--seed", "1"))
                .isZero();

        assertThat(events()).hasSize(57);
        assertThat(webhook.requests)
                .extracting(
                        request -> JSON.readTree(request.body()).path("events").size())
                .allMatch(size -> size <= 9);
    }

    @Test
    void theSameSeedSendsTheSameEventsAtOtherTimes() throws IOException {
        send("--random", "--count", "20", "--seed", "5");
        send("--random", "--count", "20", "--seed", "5");

        List<JsonNode> events = events();
        assertThat(events.subList(0, 20))
                .extracting(event -> event.path("event"))
                .isEqualTo(events.subList(20, 40).stream()
                        .map(event -> event.path("event"))
                        .toList());
        assertThat(events).extracting(event -> event.path("timestamp").asText()).doesNotHaveDuplicates();
    }

    @Test
    void randomForATimeEndsByItself() {
        assertThat(send("--random", "--for", "500ms", "--rate", "1000/s")).isZero();

        assertThat(webhook.requests).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400,The relay cannot read this as JSON.",
        "401,The relay does not accept this token. bin/relay token shows the right one.",
        "404,There is no webhook at this path. Compare --url with relay.webhook.path.",
        "503,The relay cannot store events now. WotNot would send this again later.",
        "500,WotNot wants 200."
    })
    void anythingBut200IsAFinding(int status, String sentence) {
        webhook.answer(request -> new Response(status, "{\"title\":\"no\"}"));

        assertThat(send("--sample", "note")).isEqualTo(1);

        assertThat(terminal.out())
                .containsPattern("note +" + status + " .*\\{\"title\":\"no\"}")
                .contains(sentence);
    }

    @Test
    void a200WithoutTheTokenIsAFinding() {
        webhook.answer(request -> new Response(200, "{\"token\":\"another\"}"));

        assertThat(send("--handshake")).isEqualTo(1);
        assertThat(terminal.out()).contains("The answer does not hold the token that WotNot expects.");
    }

    @Test
    void theBareTokenIsAGoodAnswerToo() {
        webhook.answer(request -> new Response(200, "secret-token"));

        assertThat(send("--handshake")).isZero();
    }

    @Test
    void oneBadAnswerAmongManyIsCountedAndShown() {
        webhook.answer(request -> request.body().contains("\"Close\"")
                ? new Response(503, "full")
                : new Response(200, "{\"token\":\"secret-token\"}"));

        assertThat(send("--conversations", "2")).isEqualTo(1);
        assertThat(terminal.out()).contains("2 answered 503").containsPattern("conversation 1 +503 .*full");
    }

    @Test
    void theLocalRelayIsBelievedByTheCertificateOfItsSettings() throws Exception {
        TestCertificate certificate = TestCertificate.make(home, "dns:relay.example.com");
        certificate.write(home.resolve("chain.pem"), home.resolve("key.pem"));
        try (FakeWebhook tls = new FakeWebhook(certificate.context())) {
            terminal.environment.put("RELAY_WEBHOOK_PORT", String.valueOf(tls.port()));
            terminal.environment.put("RELAY_WEBHOOK_TOKEN", "secret-token");
            terminal.environment.put("RELAY_WEBHOOK_TLS_CERTIFICATE", "chain.pem");
            terminal.environment.put("RELAY_WEBHOOK_TLS_KEY", "key.pem");

            assertThat(terminal.run("send", "--handshake")).as(terminal.err()).isZero();

            TestCertificate.make(home, "dns:relay.example.com")
                    .write(home.resolve("chain.pem"), home.resolve("key.pem"));
            assertThat(terminal.run("send", "--handshake"))
                    .as("another one of the same name")
                    .isEqualTo(1);
            assertThat(terminal.err()).contains("There is no trusted connection to https://127.0.0.1:" + tls.port());
            Files.delete(home.resolve("chain.pem"));
            assertThat(terminal.run("send", "--handshake")).isEqualTo(1);
            assertThat(terminal.err()).contains(home.resolve("chain.pem") + " cannot be read", "--trust");
        }
    }

    @Test
    void aCertificateOfOnesOwnIsTrustedWhenItIsNamed() throws Exception {
        TestCertificate certificate = TestCertificate.make(home, "dns:relay.example.com");
        certificate.write(home.resolve("chain.pem"), home.resolve("key.pem"));
        try (FakeWebhook tls = new FakeWebhook(certificate.context())) {
            String url = "https://localhost:" + tls.port() + "/webhook";

            assertThat(terminal.run("send", "--handshake", "--url", url, "--token", "secret-token"))
                    .isEqualTo(1);
            assertThat(terminal.err()).contains("no trusted connection to " + url, "name its PEM file with --trust");
            assertThat(tls.requests).isEmpty();
            String file = home.resolve("chain.pem").toString();
            assertThat(terminal.run("send", "--handshake", "--url", url, "--token", "secret-token", "--trust", file))
                    .as(terminal.err())
                    .isZero();
        }
    }

    @Test
    void anAnswerCannotSteerTheTerminal() {
        webhook.answer(request -> new Response(500, "a\u001b[2Jb\nc"));

        send("--handshake");

        assertThat(terminal.out()).contains("a\\u001b[2Jb\\nc").doesNotContain("\u001b");
    }

    @Test
    void aRefusedConnectionIsASentence() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port + "/webhook";

        assertThat(terminal.run("send", "--all", "--url", url, "--token", "t")).isEqualTo(1);
        assertThat(terminal.err().lines())
                .singleElement()
                .asString()
                .startsWith("Nothing answers at " + url + ": is the relay running? Start it with bin/relay run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--handshake --all",
                "--sample nothing",
                "--random --rate fast",
                "--random --batch 0..3",
                "--random --for soon",
                "--random --count 0",
                "--conversations 0",
                "--conversations many",
                "--all --count 3",
                "--all --connections 0",
                "--handshake --url here",
                "--handshake --token-in cookie"
            })
    void wrongUseEndsWith2AndSendsNothing(String args) {
        List<String> words = new ArrayList<>(List.of("send", "--token", "t", "--url", webhook.url()));
        words.addAll(args.isEmpty() ? List.of() : List.of(args.split(" ")));
        if (args.contains("--url")) {
            words.subList(3, 5).clear();
        }

        assertThat(terminal.run(words.toArray(String[]::new))).isEqualTo(2);
        assertThat(terminal.err()).isNotBlank().doesNotContain("Exception");
        assertThat(webhook.requests).isEmpty();
    }

    @Test
    void anUnknownSampleIsRefusedWithTheNearestName() {
        send("--sample", "mesage.text");

        assertThat(terminal.err()).contains("Did you mean message.text?");
    }

    private int send(String... args) {
        List<String> words = new ArrayList<>(List.of("send", "--url", webhook.url(), "--token", "secret-token"));
        words.addAll(List.of(args));
        return terminal.run(words.toArray(String[]::new));
    }

    private JsonNode onlyEvent(int request) throws IOException {
        JsonNode events = JSON.readTree(webhook.requests.get(request).body()).path("events");
        assertThat(events.size()).isEqualTo(1);
        return events.get(0);
    }

    private List<JsonNode> events() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (FakeWebhook.Request request : webhook.requests) {
            JSON.readTree(request.body()).path("events").forEach(events::add);
        }
        return events;
    }
}
