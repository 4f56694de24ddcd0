package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
