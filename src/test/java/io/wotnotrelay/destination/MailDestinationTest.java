package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.wotnotrelay.certificate.TestCertificate;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.sink.ScriptedMailServer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The email-alert-sink in a destination file, against mail servers that take, refuse, dawdle and lie. */
class MailDestinationTest {
    @TempDir
    private Path folder;

    private final Properties camel = new Properties();
    private final FakeLanes lanes = new FakeLanes();
    private ScriptedMailServer server;
    private Destinations destinations;

    @BeforeEach
    void serve() throws IOException {
        server = new ScriptedMailServer();
        kamelet("from", "alerts@example.com");
        kamelet("host", "127.0.0.1");
        kamelet("port", String.valueOf(server.port()));
        kamelet("security", "none");
    }

    @AfterEach
    void stop() throws IOException {
        if (destinations != null) {
            destinations.close();
        }
        server.close();
    }

    private void kamelet(String name, String value) {
        camel.setProperty("camel.kamelet.email-alert-sink." + name, value);
    }

    private void load(String parameters) throws IOException {
        Samples.route(
                folder,
                "a",
                "wotnot:a",
                "- to:\n    uri: kamelet:email-alert-sink\n    parameters:\n" + parameters.indent(6));
        destinations = new Destinations(Samples.settings(folder, camel), lanes);
        destinations.open(folder);
        assertThat(destinations.status().get(0).reason()).isNull();
    }

    private Result deliver() throws IOException {
        if (destinations == null) {
            load("to: sales@example.com");
        }
        return lanes.deliver("a", Samples.message(1, "Hi"));
    }

    private void fails(Failure failure, int code, String first, String... more) throws IOException {
        assertThat(deliver()).isInstanceOfSatisfying(Failed.class, f -> {
            assertThat(f.failure()).isEqualTo(failure);
            assertThat(f.code()).isEqualTo(code);
            assertThat(f.cause()).contains(first).doesNotContain("secret");
            assertThat(List.of(more)).allMatch(f.cause()::contains);
        });
    }

    @Test
    void theServerIsConfiguredOnceForAllDestinations() throws IOException {
        assertThat(deliver()).isInstanceOf(Result.Delivered.class);
        assertThat(server.commands)
                .contains("MAIL FROM:<alerts@example.com>", "RCPT TO:<sales@example.com>")
                .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("STARTTLS"));
        assertThat(server.mails)
                .singleElement()
                .asString()
                .contains("Message-ID: <" + Samples.message(1, "Hi").event().id() + ".a@example.com>");
    }

    @Test
    void templatesArriveAsTheyAreWritten() throws IOException {
        load("""
                to: Sales & more <sales@example.com>
                subject: "Q & A: ${body.text} #x %26 + 100% \\\\n"
                body: |
                  First & <second> line

                  says: ${body.text}
                    indented, {braces} and RAW(x)?a=b;c
                """);
        assertThat(deliver()).isInstanceOf(Result.Delivered.class);
        assertThat(server.mails.get(0))
                .contains("To: \"Sales & more\"\r\n <sales@example.com>\r\n")
                .contains("Subject: Q & A: Hi #x %26 + 100% \\n\r\n")
                .contains("\r\n\r\nFirst & <second> line\r\n\r\nsays: Hi\r\n  indented, {braces} and RAW(x)?a=b;c\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "greeting, '421 closing', TRANSIENT, 421",
        "greeting, '554 no service', CONFIGURATION, 554",
        "MAIL, '421 4.7.0 too many', TRANSIENT, 421",
        "MAIL, '451 later', TRANSIENT, 451",
        "MAIL, '530 5.7.0 log in first', CONFIGURATION, 530",
        "MAIL, '553 5.7.1 not your address', CONFIGURATION, 553",
        "MAIL, '552 5.3.4 too large', PERMANENT, 552",
        "RCPT, '550 5.1.1 no such user', PERMANENT, 550",
        "RCPT, '452 4.2.2 mailbox full', TRANSIENT, 452",
        "RCPT, '450 4.2.0 greylisted', TRANSIENT, 450",
        "DATA, '451 perhaps later', TRANSIENT, 451",
        "DATA, '554 5.5.1 no', PERMANENT, 554",
        "., '554 5.7.1 looks like spam', PERMANENT, 554",
        "., '421 shutting down', TRANSIENT, 421",
        "., '452 4.3.1 no space', TRANSIENT, 452"
    })
    void aReplyHasItsClass(String command, String reply, Failure failure, int code) throws IOException {
        server.says(command, reply);
        String enhanced = reply.matches("\\d+ \\d\\..*") ? reply.substring(0, 9) : reply.substring(0, 3);
        fails(failure, code, enhanced);
        assertThat(lanes.deliver("a", Samples.message(1, "Hi")))
                .isInstanceOfSatisfying(
                        Failed.class, f -> assertThat(f.cause()).doesNotContain(reply.substring(reply.length() - 5)));
    }

    @ParameterizedTest
    @CsvSource({"greeting", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void aConnectionThatBreaksIsTransient(String command) throws IOException {
        server.says(command, ScriptedMailServer.DROP);
        fails(Failure.TRANSIENT, 0, "broke");
    }

    @ParameterizedTest
    @CsvSource({"greeting", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void aServerThatSaysNothingIsTransientAfterTheTimeout(String command) throws IOException {
        kamelet("timeout", "200ms");
        server.says(command, ScriptedMailServer.SILENCE);
        fails(Failure.TRANSIENT, 0, "in time");
    }

    @ParameterizedTest
    @CsvSource({"greeting", "MAIL", "."})
    @Timeout(30)
    void aServerThatDripsForEverIsCutOff(String command) throws IOException {
        kamelet("timeout", "200ms");
        server.says(command, ScriptedMailServer.DRIP);
        fails(Failure.TRANSIENT, 0, "in time", "1200 ms");
    }

    @ParameterizedTest
    @CsvSource({"drop", "silence", "'500 what?'"})
    void aMailThatIsTakenIsDeliveredHoweverTheServerSaysGoodbye(String goodbye) throws IOException {
        kamelet("timeout", "200ms");
        server.says("QUIT", goodbye);
        assertThat(deliver()).isInstanceOf(Result.Delivered.class);
    }

    @Test
    void oneBadRecipientMeansNoMailForTheOthers() throws IOException {
        load("to: sales@example.com\ncc: gone@example.com");
        server.says("RCPT TO:<gone@example.com>", "550 5.1.1 no such user");
        fails(Failure.PERMANENT, 550, "refused a recipient 550 5.1.1");
        server.says("RCPT TO:<gone@example.com>", "452 4.2.2 full");
        fails(Failure.TRANSIENT, 452, "452 4.2.2");
        assertThat(server.commands).contains("RCPT TO:<sales@example.com>");
        assertThat(server.mails).isEmpty();
    }

    @Test
    void theShippedExamplePassesTheCheck() throws IOException {
        Path example = Path.of("routes/email-alert.camel.yaml.example");
        String yaml = Files.readString(example).replace("{{env:SMTP_PASSWORD}}", "{{a.password}}");
        camel.setProperty("a.password", "p&ss");
        Files.writeString(folder.resolve("a.camel.yaml"), yaml);
        destinations = new Destinations(Samples.settings(folder, camel), lanes);
        destinations.open(folder);
        assertThat(destinations.status())
                .singleElement()
                .satisfies(status -> assertThat(status.reason()).isNull());
        assertThat(lanes.open).containsKey("email-alert");
    }

    @Test
    void theShippedExampleLeavesTheLinkOutWhereThereIsNone() throws IOException {
        String yaml = Files.readString(Path.of("routes/email-alert.camel.yaml.example"))
                .replace("{{env:SMTP_PASSWORD}}", "word")
                .replaceAll("(?m)^ *(host|username|password): .*\\R", "");
        Files.writeString(folder.resolve("a.camel.yaml"), yaml);
        destinations = new Destinations(Samples.settings(folder, camel), lanes);
        destinations.open(folder);
        assertThat(lanes.deliver("email-alert", Samples.message(1, "Hi"))).isInstanceOf(Result.Delivered.class);
        assertThat(server.mails.get(0))
                .doesNotContain("Go on")
                .doesNotContain("Open the")
                .doesNotContain("null");
        StoredEvent linked = linked("https://example.com/${c},1)");
        assertThat(lanes.deliver("email-alert", linked)).isInstanceOf(Result.Delivered.class);
        assertThat(server.mails.get(1))
                .contains("Go on here: https://example.com/${c},1)")
                .contains(">Open the conversation</a>");
    }

    private static StoredEvent linked(String url) {
        String item = "{\"event\":{\"type\":\"conversation_create\",\"payload\":{\"variables\":[{\"name\":"
                + "\"conversation_url\",\"value\":\"" + url + "\"}]}}}";
        return new StoredEvent(2, 1, 1, "conversation_create", new byte[16], item.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void eventsWithoutAnAddressCanBeKeptOut() throws IOException {
        Samples.route(
                folder,
                "a",
                "wotnot:a\n      parameters:\n        filter: \"${body.visitor.email} != null\"",
                "- to:\n    uri: kamelet:email-alert-sink\n    parameters:\n      to: ${body.visitor.email}");
        destinations = new Destinations(Samples.settings(folder, camel), lanes);
        destinations.open(folder);
        assertThat(destinations.status().get(0).reason()).isNull();
        assertThat(lanes.open.get("a").filtered(Samples.message(1, "Hi"))).contains("visitor.email");
    }

    @Test
    void otherSettingsOfJakartaMailComeFromTheComponent() throws IOException {
        camel.setProperty(
                "camel.component.smtp.configuration.additionalJavaMailProperties[mail.smtp.localhost]",
                "relay.example.com");
        assertThat(deliver()).isInstanceOf(Result.Delivered.class);
        assertThat(server.commands).first().isEqualTo("EHLO relay.example.com");
    }

    @Test
    void aPortNobodyListensOnIsTransientAndAnUnknownHostTheConfigurations() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            kamelet("port", String.valueOf(socket.getLocalPort()));
        }
        fails(Failure.TRANSIENT, 0, "could not be reached");
        destinations.close();
        destinations = null;
        kamelet("host", "nobody.invalid");
        fails(Failure.CONFIGURATION, 0, "nobody.invalid", "correct");
    }

    @Test
    void aWrongLoginIsTheConfigurationsAndIsNotShown() throws IOException {
        kamelet("username", "alerts");
        kamelet("password", "p&secret%");
        server.says("AUTH", "535 5.7.8 wrong secret");
        fails(Failure.CONFIGURATION, 535, "user name or password", "535 5.7.8");
        server.says("AUTH", "454 4.7.0 ask later");
        fails(Failure.TRANSIENT, 454, "454 4.7.0");
    }

    @Test
    void anEventThatHasNoAddressToWriteToIsABadEventWithASentence() throws IOException {
        load("to: ${body.visitor.email}");
        fails(Failure.BAD_EVENT, 0, "email-alert-sink: to:", "no mail address", "filter");
        assertThat(server.commands).isEmpty();
    }

    @Test
    void withoutStarttlsNothingIsToldToTheServer() throws IOException {
        kamelet("security", "starttls");
        kamelet("username", "alerts");
        kamelet("password", "p&secret%");
        fails(Failure.CONFIGURATION, 0, "STARTTLS", "security");
        assertThat(server.commands).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }

    @Test
    void aMailGoesThroughStarttlsWithALogin() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "dns:localhost,ip:127.0.0.1");
        server.startTls(certificate.context());
        trust(certificate);
        camel.remove("camel.kamelet.email-alert-sink.security");
        kamelet("username", "alerts");
        kamelet("password", "p&secret%");
        assertThat(deliver()).isInstanceOf(Result.Delivered.class);
        assertThat(server.commands.subList(1, 4))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("STARTTLS"),
                        line -> assertThat(line).startsWith("EHLO"),
                        line -> assertThat(line).startsWith("AUTH PLAIN "));
        assertThat(server.mails).hasSize(1);
    }

    @Test
    void aCertificateNobodyTrustsIsTheConfigurations() throws Exception {
        server.startTls(TestCertificate.make(folder, "ip:127.0.0.1").context());
        kamelet("security", "starttls");
        fails(Failure.CONFIGURATION, 0, "certificate", "camel.ssl.trustStore");
        assertThat(server.mails).isEmpty();
    }

    @Test
    void aCertificateOfAnotherNameIsTheConfigurations() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "dns:localhost,dns:mail.example.com");
        server.startTls(certificate.context());
        trust(certificate);
        kamelet("security", "starttls");
        fails(Failure.CONFIGURATION, 0, "certificate");
        assertThat(server.mails).isEmpty();
    }

    @Test
    void aMailGoesThroughTlsWithALoginAndOnlyToTheNameOfTheCertificate() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "ip:127.0.0.1");
        trust(certificate);
        GreenMail green = greenMail(certificate);
        try {
            green.setUser("alerts@example.com", "alerts", "p&ss %26 ü");
            kamelet("security", "tls");
            kamelet("port", String.valueOf(green.getSmtps().getPort()));
            kamelet("username", "alerts");
            kamelet("password", "p&ss %26 ü");
            assertThat(deliver()).isInstanceOf(Result.Delivered.class);
            MimeMessage mail = green.getReceivedMessages()[0];
            assertThat(mail.getHeader("From")).containsExactly("alerts@example.com");

            destinations.close();
            destinations = null;
            kamelet("password", "another-secret");
            fails(Failure.CONFIGURATION, 535, "user name or password");

            destinations.close();
            destinations = null;
            kamelet("host", "localhost");
            fails(Failure.CONFIGURATION, 0, "certificate");
            assertThat(green.getReceivedMessages()).hasSize(1);
        } finally {
            green.stop();
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsTheConfigurations() throws Exception {
        kamelet("security", "tls");
        fails(Failure.CONFIGURATION, 0, "no TLS", "starttls");
    }

    @Test
    void aServerThatSaysNothingToATlsHandshakeIsTransient() throws Exception {
        kamelet("timeout", "200ms");
        kamelet("security", "tls");
        server.says("greeting", ScriptedMailServer.SILENCE);
        fails(Failure.TRANSIENT, 0, "in time");
    }

    @Test
    void aRetryHasTheSameMessageId() throws IOException {
        server.says(".", "451 not yet");
        fails(Failure.TRANSIENT, 451, "451");
        server.says(".", "250 taken");
        assertThat(deliver()).isInstanceOf(Result.Delivered.class);
        assertThat(server.mails).hasSize(2).allMatch(mail -> id(mail).equals(id(server.mails.get(0))));
    }

    private static String id(String mail) {
        return mail.lines()
                .filter(line -> line.startsWith("Message-ID: "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLaneThatIsInterruptedStillSaysWhatBecameOfTheMail() throws Exception {
        load("to: sales@example.com");
        AtomicReference<Result> result = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        Thread lane = new Thread(() -> {
            Thread.currentThread().interrupt();
            result.set(lanes.deliver("a", Samples.message(1, "Hi")));
            done.countDown();
        });
        lane.start();
        done.await();
        assertThat(result.get()).isInstanceOf(Result.Delivered.class);
    }

    private void trust(TestCertificate certificate) {
        camel.setProperty("camel.ssl.enabled", "true");
        camel.setProperty("camel.ssl.trustStore", "file:" + certificate.file());
        camel.setProperty("camel.ssl.trustStorePassword", TestCertificate.PASSWORD);
    }

    private static GreenMail greenMail(TestCertificate certificate) {
        System.setProperty("greenmail.tls.keystore.file", certificate.file().toString());
        System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
        try {
            GreenMail green = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
            green.start();
            return green;
        } finally {
            System.clearProperty("greenmail.tls.keystore.file");
            System.clearProperty("greenmail.tls.keystore.password");
        }
    }
}
