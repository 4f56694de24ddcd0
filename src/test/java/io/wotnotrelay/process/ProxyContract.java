package io.wotnotrelay.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy that stands in front of the relay, with the configuration the documents show, has to do. */
abstract class ProxyContract {
    private static final String QUERY = "/webhook?token=" + RelayProcess.TOKEN;
    private static final int TEN_MIB = 10 * 1024 * 1024;
    private static final String SENDER = "127.0.0.6";
    private static final String STRANGER = "127.0.0.5";

    @TempDir
    Path home;

    private RelayProcess relay;
    private Proxy proxy;

    /** Starts it in front of the relay's port. */
    abstract Proxy start(Path folder, int relayPort) throws Exception;

    /** A connection to it, from this address of the machine. */
    abstract Socket connect(String from, int port) throws Exception;

    /** All it wrote about requests. */
    abstract String logs() throws IOException;

    @BeforeEach
    void startBoth() throws Exception {
        relay = new RelayProcess(home, "relay.webhook.trusted-proxies=127.0.0.1");
        relay.start();
        proxy = start(home, relay.port());
    }

    @AfterEach
    void stopBoth() {
        if (proxy != null) {
            proxy.close();
        }
        relay.close();
    }

    static Socket plain(String from, int port) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** The answer to a POST. */
    private String post(String from, String target, String body, String... headers) throws Exception {
        try (Socket socket = connect(from, proxy.port)) {
            StringBuilder request = new StringBuilder("POST " + target + " HTTP/1.1\r\nHost: relay.example.com\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            request.append("Connection: close\r\nContent-Length: ")
                    .append(body.length())
                    .append("\r\n\r\n")
                    .append(body);
            socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    /** Who sent the refused requests, as the relay has written it down. */
    private List<String> clients(int status) throws SQLException {
        try (Connection db = DriverManager.getConnection(
                        "jdbc:sqlite:" + relay.data().resolve("rejected.db"));
                Statement statement = db.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT DISTINCT client FROM rejection WHERE status = " + status)) {
            List<String> clients = new ArrayList<>();
            while (rows.next()) {
                clients.add(rows.getString(1));
            }
            return clients;
        }
    }

    private static String padded(int bytes) {
        String batch = Bodies.batch("c", List.of("large"));
        return batch.substring(0, batch.length() - 1) + " ".repeat(bytes - batch.length()) + "}";
    }

    @Test
    void aBatchReachesTheLogAndItsTokenNoLogOfTheProxy() throws Exception {
        String answer = post(SENDER, QUERY, Bodies.batch("c", List.of("one", "two")));
        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("{\"token\":\"" + RelayProcess.TOKEN + "\"}");
        assertThat(relay.metric("relay_events_received_total")).isEqualTo(2);
        assertThat(status(post(SENDER, "/webhook", "{}", "X-WotNot-Token: " + RelayProcess.TOKEN)))
                .isEqualTo(200);
        relay.stop();
        assertThat(status(post(SENDER, QUERY, "{}"))).as("the relay is down").isEqualTo(502);
        assertThat(status(post(SENDER, "/webhook", "{}", "X-WotNot-Token: " + RelayProcess.TOKEN)))
                .isEqualTo(502);
        await().until(() -> logs().contains("502"));
        assertThat(logs()).doesNotContain(RelayProcess.TOKEN);
    }

    @Test
    void onlyTheWebhookIsForwarded() throws Exception {
        for (String path : List.of("/", "/observe/metrics", "/webhook/x", "/api/v1/receipts")) {
            assertThat(status(post(SENDER, path, "{}"))).as(path).isEqualTo(404);
        }
        assertThat(relay.metrics()).doesNotContain("status=\"404\"");
    }

    @Test
    void theClientIsTheOneTheProxySawWhateverHeSaysOfHimself() throws Exception {
        assertThat(status(post(STRANGER, "/webhook", "{}", "X-Forwarded-For: 203.0.113.9")))
                .isEqualTo(401);
        await().atMost(Duration.ofSeconds(10)).until(() -> clients(401).equals(List.of(STRANGER)));
        assertThat(status(post(SENDER, QUERY, "{}", "Content-Encoding: gzip"))).isEqualTo(415);
        await().atMost(Duration.ofSeconds(10)).until(() -> clients(415).equals(List.of(SENDER)));
    }

    @Test
    void tenMiBPassAndAByteMoreIsRefusedByTheRelay() throws Exception {
        assertThat(status(post(SENDER, QUERY, padded(TEN_MIB)))).isEqualTo(200);
        assertThat(post(SENDER, QUERY, padded(TEN_MIB + 1)))
                .startsWith("HTTP/1.1 413 ")
                .contains("application/problem+json");
    }

    @Test
    void whoFloodsWithWrongTokensIsToldToWaitAndTheRealSenderNever() throws Exception {
        int refused = 0;
        for (int i = 0; i < 310; i++) {
            int status = status(post(STRANGER, "/webhook", "{}", "X-Forwarded-For: " + SENDER));
            assertThat(status).isIn(401, 429);
            refused += status == 429 ? 1 : 0;
        }
        assertThat(refused).isEqualTo(10);
        assertThat(status(post(SENDER, "/webhook", "{}")))
                .as("counted for himself")
                .isEqualTo(401);
        assertThat(status(post(SENDER, QUERY, Bodies.batch("c", List.of("a"))))).isEqualTo(200);
        assertThat(status(post(STRANGER, QUERY, Bodies.batch("c", List.of("b")))))
                .as("the real sender from the same address")
                .isEqualTo(200);
    }
}
