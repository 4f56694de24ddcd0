package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.sink.EvilServer.Deed;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every fault here would last for ever if nothing ended it: the timeout of the class is what fails then. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebhookSinkFaultsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final Sinks sinks = new Sinks();

    @AfterEach
    void close() {
        sinks.close();
    }

    @Test
    void aServerThatNeverAnswersIsATimeout() throws Exception {
        assertThat(failure((out, end) -> end.await())).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aHeadThatDripsIsATimeoutThoughBytesKeepComing() throws Exception {
        assertThat(failure(EvilServer.dripping(OK + "X-Drip: "))).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void anEndlessHeadIsATimeoutOrRefused() throws Exception {
        assertThat(failure(EvilServer.endless(OK + "X-Endless: "))).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyThatDripsDoesNotUndoThe200() throws Exception {
        assertThat(failure(EvilServer.dripping(OK + "Content-Length: 1000000\r\n\r\n")))
                .isNull();
    }

    @Test
    void aBodyThatDripsDoesNotHideThe500() throws Exception {
        Exception failure = failure(EvilServer.dripping("HTTP/1.1 500 No\r\nContent-Length: 1000000\r\n\r\noh"));

        assertThat(failure).isInstanceOfSatisfying(HttpOperationFailedException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(500);
            assertThat(e.getResponseBody()).startsWith("oh");
        });
    }

    @Test
    void ofAnEndlessBody64KibAreKept() throws Exception {
        String head = "HTTP/1.1 503 No\r\nRetry-After: 5\r\nContent-Length: 99999999999\r\n\r\n";

        assertThat(failure(EvilServer.endless(head), "30s"))
                .isInstanceOfSatisfying(HttpOperationFailedException.class, e -> {
                    assertThat(e.getResponseBody()).hasSize(64 * 1024).containsOnlyOnce("x".repeat(64 * 1024));
                    assertThat(e.getResponseHeaders()).containsEntry("Retry-After", "5");
                });
        assertThat(failure(EvilServer.endless(OK + "\r\n"), "30s")).isNull();
    }

    @Test
    void aZippedBombIsNotUnpacked() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            zip.write(new byte[20_000_000]);
        }
        String head = "HTTP/1.1 400 No\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n";
        Exception failure = failure((out, end) -> {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(bomb.toByteArray());
        });

        assertThat(failure)
                .isInstanceOfSatisfying(
                        HttpOperationFailedException.class,
                        e -> assertThat(e.getResponseBody()).hasSizeLessThanOrEqualTo(64 * 1024));
    }

    @Test
    void anEarlyEndIsAFaultOfTheNetworkAndTriedOnce() throws Exception {
        try (EvilServer server =
                new EvilServer((out, end) -> out.write("HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(take(server.url(), "10s")).isInstanceOf(IOException.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void noSenseIsAFaultOfTheNetwork() throws Exception {
        assertThat(failure((out, end) ->
                        out.write("220 mail.example.com ESMTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aBusyServerIsNotAskedAgainByTheClientItself() throws Exception {
        try (EvilServer server =
                new EvilServer((out, end) -> out.write("HTTP/1.1 503 No\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(take(server.url(), "10s")).isInstanceOf(HttpOperationFailedException.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aPortNobodyListensOnIsAConnectionRefused() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(take("http://127.0.0.1:" + free, "10s")).isInstanceOf(java.net.ConnectException.class);
    }

    @Test
    void aCertificateNobodyVouchesForIsRefusedAndOneVouchedForServes(@TempDir Path folder) throws Exception {
        File keys = Certificate.make(folder);
        Deed ok = (out, end) -> out.write((OK + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        try (EvilServer server = new EvilServer(Certificate.listen(keys), ok)) {
            assertThat(take("https://localhost:" + server.port(), "10s")).isInstanceOf(SSLException.class);

            Certificate.trust(sinks, keys);
            assertThat(take("https://localhost:" + server.port(), "10s")).isNull();
            assertThat(take("https://127.0.0.1:" + server.port(), "10s")).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aServerThatDripsOverTlsIsATimeoutToo(@TempDir Path folder) throws Exception {
        File keys = Certificate.make(folder);
        Certificate.trust(sinks, keys);
        try (EvilServer server = new EvilServer(Certificate.listen(keys), EvilServer.dripping(OK + "X-Drip: "))) {
            assertThat(take("https://localhost:" + server.port(), "300ms")).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private Exception failure(Deed deed) throws IOException {
        return failure(deed, "300ms");
    }

    private Exception failure(Deed deed, String timeout) throws IOException {
        try (EvilServer server = new EvilServer(deed)) {
            return take(server.url(), timeout);
        }
    }

    private Exception take(String url, String timeout) {
        Exchange exchange =
                sinks.webhook(Map.of("url", url, "timeout", timeout)).take(Sinks.event("x"));
        return exchange.getException();
    }

    /** A certificate for localhost, made by the JDK's keytool. */
    private static final class Certificate {
        private static final String PASSWORD = "changeit";

        static File make(Path folder) throws Exception {
            File keys = folder.resolve("keys.p12").toFile();
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "a",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "SAN=dns:localhost",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            keys.getPath())
                    .redirectErrorStream(true)
                    .start();
            keytool.getInputStream().readAllBytes();
            assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return keys;
        }

        static ServerSocket listen(File keys) throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (FileInputStream in = new FileInputStream(keys)) {
                store.load(in, PASSWORD.toCharArray());
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, PASSWORD.toCharArray());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(factory.getKeyManagers(), null, null);
            return tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        }

        /** As {@code camel.component.https.ssl-context-parameters} does. */
        static void trust(Sinks sinks, File keys) {
            KeyStoreParameters store = new KeyStoreParameters();
            store.setResource("file:" + keys);
            store.setPassword(PASSWORD);
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setKeyStore(store);
            SSLContextParameters tls = new SSLContextParameters();
            tls.setTrustManagers(trust);
            sinks.context().getComponent("https", HttpComponent.class).setSslContextParameters(tls);
        }
    }
}
