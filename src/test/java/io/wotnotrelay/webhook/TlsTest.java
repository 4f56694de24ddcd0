package io.wotnotrelay.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.certificate.TestCertificate;
import io.wotnotrelay.config.Settings;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The port with a certificate of its own. */
class TlsTest {
    private static final String NAMES = "dns:localhost,ip:127.0.0.1";
    private static final String HEAD =
            "POST /webhook HTTP/1.1\r\nHost: example.com\r\nAuthorization: " + TestWebhook.PLAIN + "\r\n";
    private static final Duration SHORT = Duration.ofMillis(600);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<Instant> expiries = new CopyOnWriteArrayList<>();
    private TestCertificate certificate;
    private Settings.Tls files;
    private TestWebhook hook;

    @BeforeEach
    void start() throws Exception {
        files = new Settings.Tls(folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
        certificate = TestCertificate.make(folder, NAMES);
        certificate.write(files.certificate(), files.key());
        start(s -> s);
    }

    private void start(UnaryOperator<Settings.Webhook> change) throws Exception {
        if (hook != null) {
            hook.close();
        }
        Settings.Webhook settings = With.tls(change.apply(TestWebhook.settings()), files);
        hook = TestWebhook.start(settings, new WebhookMeters() {
            @Override
            public void certificate(Instant expires) {
                expiries.add(expires);
            }
        });
    }

    @AfterEach
    void stop() {
        hook.close();
    }

    private SSLSocket connect(TestCertificate... trusted) throws Exception {
        SSLSocket socket =
                (SSLSocket) TestCertificate.trusting(trusted).getSocketFactory().createSocket("127.0.0.1", hook.port());
        socket.setSoTimeout(20_000);
        SSLParameters strict = socket.getSSLParameters();
        strict.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(strict);
        return socket;
    }

    private static String one(boolean last) {
        return HEAD + (last ? "Connection: close\r\n" : "") + "Content-Length: " + TestWebhook.ONE.length() + "\r\n\r\n"
                + TestWebhook.ONE;
    }

    private static void write(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String status(Socket socket) throws IOException {
        byte[] answer = new byte[400];
        int read = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(0, Math.min(read, 12)), ISO_8859_1);
    }

    @Test
    void anEventSentOverTlsIsStored() throws Exception {
        try (SSLSocket socket = connect(certificate)) {
            write(socket, one(true));
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(hook.log.events).hasSize(1);
        assertThat(expiries).containsExactly(certificate.leaf().getNotAfter().toInstant());
    }

    @Test
    void plainHttpGetsNoAnswer() throws IOException {
        assertThat(hook.raw(one(true))).doesNotContain("HTTP/");
        assertThat(hook.log.events).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-tls1_1,false", "-tls1_2,true", "-tls1_3,true"})
    void onlyTls12And13AreSpoken(String version, boolean spoken) throws Exception {
        Process client = new ProcessBuilder(
                        "openssl",
                        "s_client",
                        version,
                        "-cipher",
                        "ALL:@SECLEVEL=0",
                        "-connect",
                        "127.0.0.1:" + hook.port())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .start();
        String said = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue() == 0).as(said).isEqualTo(spoken);
        assertThat(said.contains("alert protocol version")).as(said).isEqualTo(!spoken);
    }

    @Test
    void http2IsNotOffered() throws Exception {
        try (SSLSocket socket = connect(certificate)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEmpty();
            write(socket, one(false));
            assertThat(status(socket)).isEqualTo("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHandshakeThatNeverEndsIsClosedWithinTheTimeOfAHead(boolean bytesKeepComing) throws Exception {
        start(s -> With.timeouts(s, SHORT, LONG, LONG));
        try (Socket socket = hook.connect()) {
            // a record of 16 KiB begins, with a ClientHello of as much
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0x3f, 0x00, 1, 0, 0x3e, (byte) 0xfc, 3, 3});
            await().until(() -> hook.webhook.connections() == 1);
            Thread drip = bytesKeepComing ? PortTest.drip(socket) : new Thread();
            long began = System.nanoTime();
            TestWebhook.readAll(socket);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            drip.interrupt();
        }
        await().until(() -> hook.webhook.connections() == 0);
    }

    @Test
    void theTimeOfAHeadBeginsBeforeTheHandshake() throws Exception {
        start(s -> With.timeouts(s, Duration.ofSeconds(2), LONG, LONG));
        try (SSLSocket socket = connect(certificate)) {
            long began = System.nanoTime();
            await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
            write(socket, "POST /webhook HTTP/1.1\r\nHost: x\r\nX: ");
            Thread drip = PortTest.drip(socket);
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 408 ");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(3_400));
            drip.interrupt();
        }
    }

    @Test
    void whileOthersHoldHalfHandshakesAGoodSenderIsServed() throws Exception {
        start(s -> With.timeouts(With.bounds(s, s.maxBody(), 50), LONG, LONG, LONG));
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Socket socket = hook.connect();
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1});
            slow.add(socket);
        }
        try (SSLSocket socket = connect(certificate)) {
            write(socket, one(true));
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 200 ");
        }
        await().until(() -> hook.webhook.connections() <= 50);
        for (Socket socket : slow) {
            socket.close();
        }
        await().until(() -> hook.webhook.connections() == 0);
    }

    @Test
    void aRefusalReachesASenderThatIsStillSending() throws Exception {
        try (SSLSocket socket = connect(certificate)) {
            write(socket, HEAD + "Content-Length: 20000000\r\n\r\n");
            byte[] part = new byte[100_000];
            for (int i = 0; i < 20; i++) {
                socket.getOutputStream().write(part);
            }
            assertThat(TestWebhook.readAll(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    /** Without that anyone on the way could have cut it, and OpenSSL says so; Java does not mind. */
    @Test
    void theEndOfARefusalIsToldByTlsAsWell() throws Exception {
        Process client = new ProcessBuilder("openssl", "s_client", "-quiet", "-connect", "127.0.0.1:" + hook.port())
                .redirectErrorStream(true)
                .start();
        client.getOutputStream().write((HEAD + "Content-Length: 20000000\r\n\r\n").getBytes(ISO_8859_1));
        client.getOutputStream().flush();
        String said = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(said).contains("HTTP/1.1 413 ").doesNotContain("unexpected eof");
    }

    @Test
    void renewalsUnderTrafficFailNoRequestAndNewConnectionsSeeTheNewCertificate() throws Exception {
        List<TestCertificate> renewals = new ArrayList<>(List.of(certificate));
        for (String algorithm : List.of("RSA", "EC")) {
            renewals.add(TestCertificate.make(folder, NAMES, "-keyalg", algorithm));
        }
        TestCertificate[] all = renewals.toArray(TestCertificate[]::new);
        try (TlsTraffic traffic = new TlsTraffic(() -> connect(all), one(true), 4);
                SSLSocket open = connect(certificate)) {
            write(open, one(false));
            assertThat(status(open)).isEqualTo("HTTP/1.1 200");
            for (TestCertificate renewed : renewals.subList(1, renewals.size())) {
                turnLinks(renewed);
                await().atMost(Duration.ofSeconds(30)).until(() -> shown(all).equals(renewed.leaf()));
                traffic.awaitMore(50);
            }
            write(open, one(true));
            assertThat(TestWebhook.readAll(open)).startsWith("HTTP/1.1 200 ");
            traffic.end();
            assertThat(traffic.failures).isEmpty();
        }
        assertThat(expiries).hasSize(3);
    }

    /** As certbot does it: new files, and links that are turned to them one after the other. */
    private void turnLinks(TestCertificate renewed) throws Exception {
        Path chain = Files.createTempFile(folder, "fullchain", ".pem");
        Path key = Files.createTempFile(folder, "privkey", ".pem");
        renewed.write(chain, key);
        Files.delete(files.certificate());
        Files.createSymbolicLink(files.certificate(), chain);
        Files.delete(files.key());
        Files.createSymbolicLink(files.key(), key);
    }

    private Object shown(TestCertificate... trusted) throws Exception {
        try (SSLSocket socket = connect(trusted)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void aCertificateThatCannotBeShownStopsTheStart() throws Exception {
        Files.writeString(files.key(), TestCertificate.make(folder, NAMES).key());
        assertThatThrownBy(() -> TestWebhook.prepared(With.tls(TestWebhook.settings(), files), WebhookMeters.NONE))
                .hasMessage("relay.webhook.tls.key: " + files.key() + " is not the key of the certificate in "
                        + files.certificate() + ". Name the two that belong together.");
    }
}
