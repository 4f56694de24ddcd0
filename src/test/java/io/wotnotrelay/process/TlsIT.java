package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.certificate.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay with a certificate of its own, from the start to the metrics. */
class TlsIT {
    private static final Pattern METRIC = Pattern.compile("relay_[a-z_]+");

    @TempDir
    Path home;

    private RelayProcess relay() throws Exception {
        return new RelayProcess(
                home, "relay.webhook.tls.certificate=fullchain.pem", "relay.webhook.tls.key=privkey.pem");
    }

    @Test
    void theStartSaysHttpsAndEveryMetricThatIsToBeWatchedIsThere() throws Exception {
        TestCertificate certificate = TestCertificate.make(home, "ip:127.0.0.1");
        certificate.write(home.resolve("fullchain.pem"), home.resolve("privkey.pem"));
        try (RelayProcess relay = relay();
                RecordingSink sink = new RecordingSink(null)) {
            sink.writeRoute(relay, "retries: 1");
            relay.speaksTls(TestCertificate.trusting(certificate));
            relay.start();
            assertThat(relay.post(Bodies.batch("c", List.of("one"))).statusCode())
                    .isEqualTo(200);
            assertThat(relay.said()).contains("Webhook       https://127.0.0.1:" + relay.port() + "/webhook");
            assertThat(relay.metric("relay_tls_expiry_seconds"))
                    .isBetween((double) Duration.ofHours(40).toSeconds(), (double)
                            Duration.ofDays(2).toSeconds());
            String metrics = relay.metrics();
            List<String> documented = METRIC.matcher(Files.readString(Path.of("docs/operations.md")))
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .toList();
            assertThat(documented).hasSizeGreaterThan(7);
            assertThat(documented)
                    .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "(_bucket)?[ {]"));
        }
    }

    @Test
    void aKeyOfAnotherCertificateStopsTheStartWithOneSentence() throws Exception {
        TestCertificate.make(home, "ip:127.0.0.1").write(home.resolve("fullchain.pem"), home.resolve("privkey.pem"));
        Files.writeString(
                home.resolve("privkey.pem"),
                TestCertificate.make(home, "ip:127.0.0.1").key());
        try (RelayProcess relay = relay()) {
            assertThat(relay.runToItsEnd()).isEqualTo(1);
            assertThat(relay.said())
                    .contains("The relay did not start: relay.webhook.tls.key: " + home.resolve("privkey.pem")
                            + " is not the key of the certificate in " + home.resolve("fullchain.pem") + ".")
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ");
        }
    }
}
