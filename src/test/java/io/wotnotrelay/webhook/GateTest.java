package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    @Test
    void nothingMoreIsAcceptedUntilSomeoneLeaves() {
        EmbeddedChannel port = new EmbeddedChannel(new Gate(16, channel -> true));
        List<EmbeddedChannel> open = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            assertThat(port.config().isAutoRead()).isTrue();
            open.add(new EmbeddedChannel());
            port.writeInbound(open.get(i));
        }
        assertThat(port.config().isAutoRead()).isFalse();
        open.get(3).close();
        assertThat(port.config().isAutoRead()).isTrue();
        port.writeInbound(new EmbeddedChannel());
        assertThat(port.config().isAutoRead()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1000, 65000, 1000", "1000, 106, 53", "10, 106, 10", "1000, 1, 1"})
    void connectionsTakeAtMostHalfOfTheFilesThatMayStillBeOpened(int wanted, long descriptors, int most) {
        assertThat(new Connections(wanted, descriptors).most()).isEqualTo(most);
    }

    @Test
    void thePortStandsBehindItsGateFromItsFirstConnectionOnAndABurstIsServed() throws Exception {
        try (TestWebhook hook = TestWebhook.start(s -> With.bounds(s, s.maxBody(), 20))) {
            List<Socket> burst = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                burst.add(hook.connect());
            }
            assertThat(hook.post(TestWebhook.ONE).statusCode()).isEqualTo(200);
            assertThat(hook.webhook.connections()).isLessThanOrEqualTo(20);
            for (Socket socket : burst) {
                socket.close();
            }
        }
    }
}
