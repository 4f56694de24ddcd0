package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    @Test
    void whatAStrangerSaysOfHimselfIsNotBelieved() {
        assertThat(new ClientAddress(List.of("10.0.0.0/8")).of("203.0.113.9", List.of("1.2.3.4")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void theAddressNextToTheLastTrustedProxyIsTheClients() {
        ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8"));
        assertThat(addresses.of("10.1.1.1", List.of("6.6.6.6, 203.0.113.9", "192.0.2.7")))
                .isEqualTo("203.0.113.9");
        assertThat(addresses.of("fd00::1", List.of("2001:db8::5"))).isEqualTo("2001:db8::5");
    }

    @Test
    void withoutAHeaderOrWithNonsenseInItTheProxyIsTheClient() {
        ClientAddress addresses = new ClientAddress(List.of("10.0.0.1"));
        assertThat(addresses.of("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
        assertThat(addresses.of("10.0.0.1", List.of("unknown"))).isEqualTo("10.0.0.1");
        assertThat(addresses.of("10.0.0.1", List.of("example.com"))).isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9:4711, 203.0.113.9",
        "[2001:db8::5]:443, 2001:db8::5",
        "[2001:db8::5], 2001:db8::5",
        "::ffff:203.0.113.9, 203.0.113.9",
        "2001:0DB8:0:0::5, 2001:db8::5",
        "203.0.113.9:, 10.0.0.1",
        "203.0.113.9:x, 10.0.0.1",
        "[203.0.113.9, 10.0.0.1"
    })
    void anAddressIsReadAsProxiesWriteIt(String forwarded, String client) {
        assertThat(new ClientAddress(List.of("10.0.0.0/8")).of("10.0.0.1", List.of("6.6.6.6, " + forwarded)))
                .isEqualTo(client);
    }

    @Test
    void aTrustedProxyIsOneHoweverItsAddressIsWritten() {
        ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8"));
        assertThat(addresses.of("::ffff:10.0.0.1", List.of("203.0.113.9, ::ffff:10.0.0.2, 10.0.0.3:80")))
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource({"/webhook, 415, 192.0.2.1", "/other, 404, 192.0.2.2"})
    void whoIsBehindAProxyIsNamedAlsoWhereTheRouteNeverSawTheRequest(String target, int status, String client)
            throws Exception {
        try (TestWebhook hook = TestWebhook.start(s -> With.proxies(s, "127.0.0.1"))) {
            assertThat(hook.send(hook.request(target)
                                    .header("X-Forwarded-For", client)
                                    .header("Content-Encoding", "gzip")
                                    .POST(BodyPublishers.ofString("{}")))
                            .statusCode())
                    .isEqualTo(status);
            await().until(() -> !hook.rejections.list(Long.MAX_VALUE, 10).isEmpty());
            assertThat(hook.rejections.list(Long.MAX_VALUE, 10))
                    .extracting(Rejection::client)
                    .containsExactly(client);
        }
    }

    @Test
    void aNetworkEndsWhereItsBitsEnd() {
        ClientAddress addresses = new ClientAddress(List.of("10.0.0.128/25"));
        assertThat(addresses.of("10.0.0.128", List.of("1.1.1.1"))).isEqualTo("1.1.1.1");
        assertThat(addresses.of("10.0.0.127", List.of("1.1.1.1"))).isEqualTo("10.0.0.127");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "", "::/129"})
    void anEntryThatIsNoAddressIsNamed(String entry) {
        assertThatThrownBy(() -> new ClientAddress(List.of(entry)))
                .hasMessageContaining("relay.webhook.trusted-proxies")
                .hasMessageContaining("\"" + entry + "\"");
    }
}
