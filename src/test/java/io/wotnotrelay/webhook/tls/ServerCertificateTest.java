package io.wotnotrelay.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.wotnotrelay.certificate.TestCertificate;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.HandClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ServerCertificateTest {
    private static final String NAMES = "dns:localhost,ip:127.0.0.1";

    @TempDir
    private Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.wotnotrelay.webhook.tls");
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final List<Instant> expiries = new ArrayList<>();
    private Path chain;
    private Path key;

    @BeforeEach
    void listen() throws Exception {
        chain = folder.resolve("fullchain.pem");
        key = folder.resolve("privkey.pem");
        TestCertificate.make(folder, NAMES, "-keyalg", "EC", "-validity", "90").write(chain, key);
        said.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(said);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(said);
        logger.setLevel(null);
    }

    private ServerCertificate open() throws UnusableCertificateException {
        return open(Clock.systemUTC());
    }

    private ServerCertificate open(Clock clock) throws UnusableCertificateException {
        return new ServerCertificate(new Settings.Tls(chain, key), clock, expiries::add);
    }

    private static HandClock clock() {
        HandClock clock = new HandClock();
        clock.move(Duration.between(clock.instant(), Instant.now()));
        return clock;
    }

    private List<String> said(Level level) {
        return said.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private String refusal() {
        return catchThrowableOfType(UnusableCertificateException.class, this::open)
                .getMessage();
    }

    private static void openssl(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void aRenewedPairIsTakenUp() throws Exception {
        ServerCertificate certificate = open();
        TestCertificate renewed = TestCertificate.make(folder, NAMES, "-keyalg", "RSA", "-validity", "80");
        renewed.write(chain, key);
        certificate.look();
        assertThat(certificate.leaf()).isEqualTo(renewed.leaf());
        assertThat(said(Level.INFO)).singleElement().asString().contains("renewed", chain.toString());
        assertThat(expiries).hasSize(2);
        assertThat(expiries.get(1)).isEqualTo(renewed.leaf().getNotAfter().toInstant());
    }

    @Test
    void aPairBehindLinksIsTakenUpWhenTheLinksAreTurned() throws Exception {
        Path archive = Files.createDirectory(folder.resolve("archive"));
        Files.move(chain, archive.resolve("fullchain1.pem"));
        Files.move(key, archive.resolve("privkey1.pem"));
        Files.createSymbolicLink(chain, archive.resolve("fullchain1.pem"));
        Files.createSymbolicLink(key, archive.resolve("privkey1.pem"));
        ServerCertificate certificate = open();
        TestCertificate renewed = TestCertificate.make(folder, NAMES);
        renewed.write(archive.resolve("fullchain2.pem"), archive.resolve("privkey2.pem"));
        Files.delete(key);
        Files.createSymbolicLink(key, archive.resolve("privkey2.pem"));
        certificate.look();
        Files.delete(chain);
        Files.createSymbolicLink(chain, archive.resolve("fullchain2.pem"));
        certificate.look();
        assertThat(certificate.leaf()).isEqualTo(renewed.leaf());
        assertThat(said(Level.ERROR)).as("half a renewal is no mistake yet").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"another key", "half a chain", "half a key", "gone", "a folder", "expired", "nonsense"})
    void aPairThatCannotBeUsedLeavesTheOldOneAndIsToldInOneLine(String renewal) throws Exception {
        ServerCertificate certificate = open();
        X509Certificate old = certificate.leaf();
        Path bad = renewed(renewal);
        for (int look = 0; look < 5; look++) {
            certificate.look();
        }
        assertThat(certificate.leaf()).isEqualTo(old);
        assertThat(said(Level.ERROR))
                .singleElement()
                .asString()
                .contains("keeps its certificate", bad.toString())
                .doesNotContain("\n");
        TestCertificate good = TestCertificate.make(folder, NAMES);
        for (Path file : List.of(chain, key)) {
            Files.deleteIfExists(file);
        }
        good.write(chain, key);
        certificate.look();
        assertThat(certificate.leaf()).isEqualTo(good.leaf());
    }

    /** Puts it into the place of the pair, and answers with the file that has to be named. */
    private Path renewed(String kind) throws Exception {
        TestCertificate other = TestCertificate.make(folder, NAMES);
        switch (kind) {
            case "another key" -> Files.writeString(key, other.key());
            case "half a chain" ->
                Files.writeString(
                        chain, other.chain().substring(0, other.chain().length() / 2));
            case "half a key" -> Files.writeString(key, other.key().substring(0, 60));
            case "gone" -> Files.delete(key);
            case "a folder" -> {
                Files.delete(chain);
                Files.createDirectory(chain);
            }
            case "expired" ->
                TestCertificate.make(folder, NAMES, "-keyalg", "EC", "-startdate", "-5d", "-validity", "1")
                        .write(chain, key);
            case "nonsense" -> Files.writeString(chain, "hello");
            default -> throw new IllegalArgumentException(kind);
        }
        return List.of("another key", "half a key", "gone").contains(kind) ? key : chain;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "another key|relay.webhook.tls.key: KEY is not the key of the certificate in CHAIN. Name the two that belong together.",
                "half a chain|relay.webhook.tls.certificate: CHAIN is not complete: a block has begun and not ended. Write the file anew.",
                "half a key|relay.webhook.tls.key: KEY is not complete: a block has begun and not ended. Write the file anew.",
                "gone|relay.webhook.tls.key: KEY does not exist. Name a PEM file that does.",
                "a folder|relay.webhook.tls.certificate: CHAIN cannot be read (it is a folder). Name a PEM file.",
                "nonsense|relay.webhook.tls.certificate: CHAIN holds no certificate. Name a PEM file with BEGIN CERTIFICATE in it."
            })
    void aPairThatCannotBeUsedStopsTheStartWithASentenceThatNamesSettingAndFile(String kind, String sentence)
            throws Exception {
        renewed(kind);
        assertThat(refusal()).startsWith(sentence.replace("KEY", key.toString()).replace("CHAIN", chain.toString()));
    }

    @Test
    void aDamagedCertificateIsTold() throws Exception {
        Files.writeString(chain, Files.readString(chain).replaceAll("(?m)^MII.", "AAAA"));
        assertThat(refusal()).contains(chain.toString(), "damaged");
    }

    @Test
    void theCertificateOfTheKeyStandsFirst() throws Exception {
        Files.writeString(chain, TestCertificate.make(folder, NAMES).chain() + Files.readString(chain));
        assertThat(refusal()).contains(chain + " holds the certificate of the key behind others. Put it first.");
    }

    @Test
    void aKeyWithAPasswordIsToldApart() throws Exception {
        openssl("pkcs8", "-topk8", "-in", key.toString(), "-passout", "pass:x", "-out", key + ".enc");
        key = Path.of(key + ".enc");
        assertThat(refusal()).contains(key + " holds a key with a password.");
    }

    @Test
    void aKeyOfAKindThatIsNotTakenIsToldApart() throws Exception {
        TestCertificate.make(folder, NAMES, "-keyalg", "Ed25519").write(chain, key);
        assertThat(refusal()).contains(key + " holds no key that can be read. Write an RSA or EC key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void keysAsOpensslWritesThemAreRead(String algorithm) throws Exception {
        TestCertificate.make(folder, NAMES, "-keyalg", algorithm).write(chain, key);
        Path traditional = folder.resolve("traditional.pem");
        openssl("pkey", "-traditional", "-in", key.toString(), "-out", traditional.toString());
        key = traditional;
        assertThat(Files.readString(key)).startsWith("-----BEGIN " + algorithm + " PRIVATE KEY-----");
        assertThat(open().leaf().getPublicKey().getAlgorithm()).isEqualTo(algorithm);
    }

    @Test
    void aKeyBehindItsParametersAndACertificateBehindItsDescriptionAreRead() throws Exception {
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", key.toString());
        openssl("req", "-x509", "-key", key.toString(), "-subj", "/CN=localhost", "-out", chain + ".bare");
        openssl("x509", "-text", "-in", chain + ".bare", "-out", chain.toString());
        assertThat(Files.readString(key)).startsWith("-----BEGIN EC PARAMETERS-----");
        assertThat(Files.readString(chain)).startsWith("Certificate:");
        assertThat(open().leaf().getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
    }

    @Test
    void aChainWithoutTheIssuerIsWarnedOf() throws Exception {
        TestCertificate signed = TestCertificate.signed(folder, NAMES);
        signed.write(chain, key);
        open();
        assertThat(said(Level.WARN)).isEmpty();
        Files.writeString(chain, signed.chain().split("(?<=END CERTIFICATE-----\n)")[0]);
        open();
        assertThat(said(Level.WARN)).singleElement().asString().contains(chain.toString(), "fullchain.pem");
    }

    @Test
    void from14DaysBeforeItsEndTheCertificateIsWarnedOfOnceADay() throws Exception {
        HandClock clock = clock();
        ServerCertificate certificate = open(clock);
        for (int day = 0; day < 75; day++) {
            certificate.look();
            clock.move(Duration.ofDays(1));
        }
        assertThat(said(Level.WARN)).isEmpty();
        clock.move(Duration.ofDays(1).plusHours(1));
        certificate.look();
        certificate.look();
        assertThat(said(Level.WARN)).singleElement().asString().contains(chain.toString(), "in 13 days", "Renew it");
        clock.move(Duration.ofDays(1));
        certificate.look();
        assertThat(said(Level.WARN)).hasSize(2);
        clock.move(Duration.ofDays(14));
        certificate.look();
        assertThat(said(Level.ERROR)).singleElement().asString().contains("has expired on");
    }

    @Test
    void oneThatLivesForAWeekIsWarnedOfInItsLastThird() throws Exception {
        TestCertificate.make(folder, NAMES, "-keyalg", "EC", "-validity", "7").write(chain, key);
        HandClock clock = clock();
        ServerCertificate certificate = open(clock);
        clock.move(Duration.ofDays(4));
        certificate.look();
        assertThat(said(Level.WARN)).isEmpty();
        clock.move(Duration.ofDays(1));
        certificate.look();
        assertThat(said(Level.WARN)).hasSize(1);
    }

    @Test
    void theKeyIsNotInWhatAReadPairSaysOfItself() throws Exception {
        Certificate.Files files = Certificate.Files.read(new Settings.Tls(chain, key));
        assertThat(files.toString()).contains(key.toString()).doesNotContain("PRIVATE");
    }
}
