package io.wotnotrelay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HookServerTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY = """
            {"event": "message", "who": "Ada Adeyemi", "what": "Hello"}""";

    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private final HookServer server = new HookServer(SECRET, hooks::add);

    @BeforeEach
    void open() throws IOException {
        server.on();
    }

    @AfterEach
    void close() {
        server.off();
    }

    @Test
    void aSignedHookIsTakenAndSaidToBeValid() throws Exception {
        assertThat(post(BODY, new Webhook(SECRET))).isEqualTo(204);
        assertThat(hooks.get(0).line())
                .isEqualTo("POST /leads  webhook-id evt_123456…  signature valid  message  Ada Adeyemi  Hello");
    }

    @Test
    void aHookOfAnotherSecretIsRefusedAndSaidToBeWrong() throws Exception {
        assertThat(post(BODY, new Webhook("whsec_AAAA9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
                .isEqualTo(401);
        assertThat(hooks.get(0).line()).contains("SIGNATURE WRONG");
    }

    @Test
    void aHookWithoutASignatureIsRefusedAndSaidToBeUnsigned() throws Exception {
        assertThat(post(BODY, null)).isEqualTo(401);
        assertThat(hooks.get(0).line()).contains("not signed");
    }

    @Test
    void aWholeEventIsSummedUpToo() {
        String event = """
                {"type": "message", "subtype": "text", "text": "Hi", "visitor": {"name": "Ada"}}""";

        assertThat(new Hook("POST", "/", "1", Hook.Signature.VALID, event).line())
                .endsWith("message.text  Ada  Hi");
        assertThat(new Hook("POST", "/", "1", Hook.Signature.VALID, "no json\u001b[2J").line())
                .endsWith("no json\\u001b[2J");
    }

    @Test
    void switchedOffItIsGoneAndComesBackAtTheSamePort() throws Exception {
        int port = server.port();
        server.off();
        assertThatThrownBy(() -> post(BODY, new Webhook(SECRET))).isInstanceOf(ConnectException.class);
        server.on();

        assertThat(server.port()).isEqualTo(port);
        assertThat(post(BODY, new Webhook(SECRET))).isEqualTo(204);
    }

    private int post(String body, Webhook signer) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/leads"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("webhook-id", "evt_1234567890");
        if (signer != null) {
            long now = Instant.now().getEpochSecond();
            request.header("webhook-timestamp", Long.toString(now))
                    .header("webhook-signature", signer.sign("evt_1234567890", now, body));
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }
}
