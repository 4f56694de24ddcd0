package io.wotnotrelay.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {
    @TempDir
    Path home;

    private SettingsFixture given;

    @BeforeEach
    void folder() {
        given = new SettingsFixture(home);
    }

    @Test
    void theEnvironmentBeatsTheFileAndASystemPropertyBeatsBoth() {
        given.file("relay.webhook.port=1001", "relay.console.port=1002", "relay.dedup.most=1003");
        given.environment("RELAY_WEBHOOK_PORT", "2001").environment("RELAY_CONSOLE_PORT", "2002");
        given.system("relay.webhook.port", "3001");

        Settings settings = given.load();

        assertThat(settings.webhook().port()).isEqualTo(3001);
        assertThat(settings.console().port()).isEqualTo(2002);
        assertThat(settings.dedup().most()).isEqualTo(1003);
    }

    @Test
    void dashesOfAKeyAreUnderscoresInTheEnvironment() {
        given.environment("RELAY_WEBHOOK_MAX_BODY", "2 MiB");

        assertThat(given.load().webhook().maxBody()).isEqualTo(2 << 20);
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestRightName() {
        given.file("# first", "", "relay.webhok.port=8080", "relay.webhook.maxBody=1MiB", "Relay.Data=x");

        assertThat(given.problems())
                .containsExactly(
                        "application.properties:3: relay.webhok.port is not a key of the relay. Did you mean"
                                + " relay.webhook.port?",
                        "application.properties:4: relay.webhook.maxBody is not a key of the relay. Did you mean"
                                + " relay.webhook.max-body?",
                        "application.properties:5: Relay.Data is not a key of the relay. Did you mean relay.data?");
    }

    @Test
    void anUnknownEnvironmentVariableIsRefusedWithTheNearestRightName() {
        given.environment("RELAY_WEBHOOK_PROT", "8080").environment("PATH", "/bin");

        assertThat(given.problems())
                .containsExactly("Environment variable RELAY_WEBHOOK_PROT is not a setting of the relay."
                        + " Did you mean RELAY_WEBHOOK_PORT?");
    }

    @Test
    void anUnknownSystemPropertyIsRefusedWithTheNearestRightName() {
        given.system("relay.dat", "x").system("relay.home", "/opt/relay");

        assertThat(given.problems())
                .containsExactly("System property -Drelay.dat is not a key of the relay. Did you mean relay.data?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RELAY_HOME",
                "RELAY_JAVA_OPTS",
                "RELAY_CONFIG",
                "RELAY_PORT",
                "RELAY_PORT_8080_TCP_ADDR",
                "RELAY_SERVICE_HOST",
                "RELAY_SERVICE_PORT_HTTP",
                "RELAY_WEBHOOK_SERVICE_HOST",
                "RELAY_WEBHOOK_PORT_8080_TCP"
            })
    void variablesOfTheLauncherAndOfKubernetesAreLeftAlone(String name) {
        given.environment(name, "tcp://10.0.0.1:8080");

        assertThat(given.load().webhook().port()).isEqualTo(8080);
    }

    @Test
    void aVariableUsedAsASecretMayHaveAnyName() {
        given.file("camel.component.kafka.sasl-password={{env:RELAY_KAFKA_PASSWORD}}");
        given.environment("RELAY_KAFKA_PASSWORD", "secret");

        assertThat(given.load().camel()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"certificate,key", "key,certificate"})
    void aCertificateAndItsKeyAreSetTogether(String there, String missing) {
        given.file("relay.webhook.tls." + there + "=a.pem");

        assertThat(given.problems())
                .containsExactly("relay.webhook.tls." + there + " is set and relay.webhook.tls." + missing
                        + " is not. Set both, or neither for plain HTTP.");
    }

    @Test
    void allMistakesAreToldAtOnceWithKeyLineValueAndTheRightForm() {
        given.file(
                "relay.webhook.port=eighty",
                "relay.console.port=65536",
                "relay.dedup.window=48",
                "relay.store.min-free=lots",
                "relay.webhook.head-timeout=0s");
        given.environment("RELAY_WEBHOOK_ANSWER", "xml");

        assertThat(given.problems())
                .containsExactlyInAnyOrder(
                        "application.properties:1: relay.webhook.port: \"eighty\" is not a port. Write a number from 0"
                                + " to 65535, such as 8080.",
                        "application.properties:2: relay.console.port: \"65536\" is not a port. Write a number from 0"
                                + " to 65535, such as 8080.",
                        "application.properties:3: relay.dedup.window: \"48\" is not a duration. Write a number with"
                                + " its unit, such as 48h, 30m, 5s or 500ms.",
                        "application.properties:4: relay.store.min-free: \"lots\" is not a size. Write bytes or a"
                                + " number with its unit, such as 10485760, 10MiB or 10MB.",
                        "application.properties:5: relay.webhook.head-timeout: \"0s\" is not a time to wait. Write a"
                                + " number with its unit from 1ms on, such as 5s, 1m or 500ms.",
                        "Environment variable RELAY_WEBHOOK_ANSWER: \"xml\" is not an answer. Write json or text.");
    }

    @ParameterizedTest
    @CsvSource({
        "relay.webhook.path,webhook",
        "relay.webhook.path,/web hook",
        "relay.webhook.path,/webhook?x=1",
        "relay.webhook.host,http://example.com",
        "relay.webhook.host,0.0.0.0:8080",
        "relay.webhook.port,-1",
        "relay.webhook.port,0x50",
        "relay.webhook.max-body,2GiB",
        "relay.webhook.max-body,10m",
        "relay.webhook.max-connections,0",
        "relay.webhook.token-in,cookie",
        "relay.webhook.trusted-proxies,proxy.example.com",
        "relay.webhook.trusted-proxies,10.0.0.0/33",
        "relay.webhook.trusted-proxies,10.0.0.256",
        "relay.webhook.public-url,relay.example.com",
        "relay.webhook.public-url,ftp://relay.example.com",
        "relay.store.url,jdbc:postgresql:relay",
        "relay.store.url,jdbc:postgresql://db.example.com",
        "relay.store.url,jdbc:postgresql://db.example.com/relay?user=relay",
        "relay.store.pool,0",
        "relay.store.url,jdbc:sqlite::memory:",
        "relay.store.url,jdbc:sqlite:",
        "relay.data,~/relay",
        "relay.dedup.most,2e6",
        "relay.dedup.window,1h 5",
        "relay.webhook.token,a\u0007b",
    })
    void aWrongValueIsRefused(String key, String value) {
        given.file(key + "=" + value);

        assertThat(given.problems())
                .singleElement()
                .asString()
                .startsWith("application.properties:1: " + key + ": ")
                .contains(" is not a")
                .contains("Write ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db/relay?password=s3cr3t", "jdbc:postgresql://me:s3cr3t@db/relay"})
    void aPasswordInTheUrlOfTheStoreIsRefusedAndNotShown(String url) {
        given.file("relay.store.url=" + url);

        assertThat(given.problems())
                .singleElement()
                .asString()
                .contains("relay.store.url: the value is not", "without user and password")
                .doesNotContain("s3cr3t");
    }

    @Test
    void theUrlOfADatabaseIsTakenAsItIs() {
        String url = "jdbc:postgresql://a,b:5433/relay?sslmode=verify-full&currentSchema=relay";
        assertThat(given.file("relay.store.url=" + url).load().store().url()).isEqualTo(url);
    }

    @Test
    void anEmptyValueIsRefusedWhereSomethingMustStand() {
        given.file("relay.webhook.port=", "relay.webhook.token-in= ", "relay.webhook.trusted-proxies=");

        assertThat(given.problems())
                .containsExactlyInAnyOrder(
                        "application.properties:1: relay.webhook.port is set and empty. Write a number from 0 to 65535,"
                                + " such as 8080, or leave it out for 8080.",
                        "application.properties:2: relay.webhook.token-in is set and empty. Write one or more of"
                                + " authorization, header, body, query with commas between, such as header,body, or"
                                + " leave it out for authorization,header,body,query.");
    }

    @Test
    void aKeyWrittenTwiceIsRefused() {
        given.file("relay.webhook.port=8080", "", "relay.webhook.port=9090");

        assertThat(given.problems())
                .containsExactly("application.properties:3: relay.webhook.port is already set on line 1. Keep one.");
    }

    @Test
    void bothPortsMustDiffer() {
        given.file("relay.console.port=8080");

        assertThat(given.problems()).singleElement().asString().contains("are both 8080");
    }

    @Test
    void linesAreCountedOverCommentsAndContinuedLines() {
        given.file("# a comment \\", "a.list=one,\\", "  # two,\\", "  three", "", "! other", "relay.dat=x\\", "y");

        assertThat(given.problems()).singleElement().asString().startsWith("application.properties:7: relay.dat ");
    }

    @Test
    void camelsOwnKeysAreKeptAsWritten() {
        given.file("camel.main.name = my relay", "camel.x={{env:HOME_OF_X:default}}", "a.list=one,\\", "  two");

        assertThat(given.load().camel())
                .containsOnly(
                        java.util.Map.entry("camel.main.name", "my relay"),
                        java.util.Map.entry("camel.x", "{{env:HOME_OF_X:default}}"),
                        java.util.Map.entry("a.list", "one,two"));
    }

    @Test
    void theFileIsUtf8WithOrWithoutAByteOrderMark() {
        given.write("application.properties", "\ufeffrelay.routes=Ströme\r\ncamel.main.name=ü\r\n");

        assertThat(given.load().routes()).isEqualTo(home.resolve("Ströme"));
        assertThat(given.load().camel()).containsEntry("camel.main.name", "ü");
    }

    @Test
    void aFileInAnotherEncodingIsRefused() throws Exception {
        Files.write(home.resolve("application.properties"), "a=ü".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(given.problems()).singleElement().asString().endsWith("is not written in UTF-8. Save it as UTF-8.");
    }

    @Test
    void aBrokenEscapeIsToldWithItsLine() {
        given.file("camel.main.name=ok", "relay.data=C:\\users");

        assertThat(given.problems()).singleElement().asString().startsWith("application.properties:2: \\u must be");
    }

    @Test
    void aSettingNeverShowsItsSecrets() {
        given.file("relay.webhook.token=s3cret", "relay.console.token=s3cret", "camel.x.password=s3cret");

        assertThat(given.load().toString()).doesNotContain("s3cret");
    }

    @Test
    void aValueInASentenceIsOneShortLine() {
        given.environment("RELAY_WEBHOOK_PORT", "8\n0\u001b[31m" + "x".repeat(1000));

        assertThat(given.problems())
                .singleElement()
                .asString()
                .contains("\"8\\n0\\u001b[31m")
                .hasSizeLessThan(300);
    }
}
