package io.wotnotrelay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @TempDir
    Path home;

    private SettingsFixture given;

    @BeforeEach
    void folder() {
        given = new SettingsFixture(home);
    }

    @Test
    void aSecretComesFromTheEnvironment() {
        given.file("relay.webhook.token={{env:WOTNOT_TOKEN}}").environment("WOTNOT_TOKEN", "abc def");

        assertThat(given.load().webhook().token()).isEqualTo("abc def");
    }

    @Test
    void aSecretComesFromAFileWithoutItsLastLineBreak() {
        given.file("relay.webhook.token={{file:secrets.txt}}").write("secrets.txt", "a{{b}}c\n");

        assertThat(given.load().webhook().token()).isEqualTo("a{{b}}c");
    }

    @Test
    void anUnsetVariableIsAnErrorThatNamesTheKey() {
        given.file("relay.webhook.token={{env:WOTNOT_TOKEN}}");

        assertThat(given.problems())
                .containsExactly("application.properties:1: relay.webhook.token: the environment variable WOTNOT_TOKEN"
                        + " is not set. Set it before the relay starts.");
    }

    @Test
    void aMissingFileIsAnErrorThatNamesTheKey() {
        given.file("relay.console.token={{file:none.txt}}");

        assertThat(given.problems())
                .containsExactly("application.properties:1: relay.console.token: the file of {{file:none.txt}} does"
                        + " not exist.");
    }

    @Test
    void anUnsetSecretOfCamelIsAnErrorThatNamesTheKey() {
        given.file(
                "camel.kamelet.webhook-sink.secret={{env:WEBHOOK_SECRET}}",
                "camel.kamelet.email-alert-sink.password={{file:none.txt}}",
                "camel.kamelet.email-alert-sink.username={{?env:NOBODY}}");

        assertThat(given.problems())
                .containsExactly(
                        "application.properties:1: camel.kamelet.webhook-sink.secret: the environment variable"
                                + " WEBHOOK_SECRET is not set. Set it before the relay starts.",
                        "application.properties:2: camel.kamelet.email-alert-sink.password: the file of"
                                + " {{file:none.txt}} does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay.webhook.token", "relay.webhook.token-previous", "relay.console.token"})
    void aTokenSetAndEmptyStopsTheStart(String key) {
        given.file(key + "=");

        assertThat(given.problems())
                .containsExactly(
                        "application.properties:1: " + key + " is set and empty. Give it a value, or leave it out.");
    }

    @Test
    void aTokenThatResolvesToNothingStopsTheStart() {
        given.file("relay.webhook.token={{env:WOTNOT_TOKEN}}").environment("WOTNOT_TOKEN", "  ");

        assertThat(given.problems()).singleElement().asString().contains("relay.webhook.token is set and empty");
    }

    @Test
    void anotherPlaceholderIsRefused() {
        given.file("relay.webhook.token={{my.token}}");

        assertThat(given.problems())
                .singleElement()
                .asString()
                .endsWith("{{my.token}} is not understood here. Write {{env:NAME}} or {{file:PATH}}.");
    }

    @Test
    void tokensAreMadeOnceAndKeptForTheOwnerAlone() throws Exception {
        TokenFiles first = TokenFiles.making();
        Settings made = given.load(first);
        TokenFiles second = TokenFiles.making();
        Settings again = given.load(second);

        assertThat(made.webhook().token()).matches("[A-Za-z0-9_-]{43}");
        assertThat(made.console().token())
                .matches("[A-Za-z0-9_-]{43}")
                .isNotEqualTo(made.webhook().token());
        assertThat(again.webhook().token()).isEqualTo(made.webhook().token());
        assertThat(again.console().token()).isEqualTo(made.console().token());
        assertThat(first.made(TokenFiles.WEBHOOK)).isTrue();
        assertThat(second.made(TokenFiles.WEBHOOK)).isFalse();
        Path data = home.resolve("data");
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("webhook-token"))).isEqualTo("rw-------");
        assertThat(permissions(data.resolve("console-token"))).isEqualTo("rw-------");
    }

    @Test
    void nothingIsMadeWhenOnlyReadingOrWhenSomethingIsWrong() {
        assertThat(given.load().webhook().token()).isNull();
        given.file("relay.webhook.port=x");
        assertThatThrownBy(() -> given.load(TokenFiles.making())).isInstanceOf(SettingsException.class);

        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void aTokenThatIsSetIsNotMade() {
        given.file("relay.webhook.token=mine", "relay.console.token=mine too");
        given.load(TokenFiles.making());

        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void anEmptyTokenFileIsToldAndNotUsed() throws Exception {
        Files.createDirectory(home.resolve("data"));
        Files.createFile(home.resolve("data/webhook-token"));

        assertThat(given.problems()).singleElement().asString().contains("webhook-token does not hold a token");
    }

    @Test
    void camelReadsFilesWithTheFunction() throws Exception {
        given.write("smtp-password", "p&ss %w{{ord}}\n");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addPropertiesFunction(new FileFunction(home));

            assertThat(context.resolvePropertyPlaceholders("<{{file:smtp-password}}>"))
                    .isEqualTo("<p&ss %w{{ord}}>");
            assertThatThrownBy(() -> context.resolvePropertyPlaceholders("{{file:none}}"))
                    .hasStackTraceContaining("the file of {{file:none}} does not exist.");
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
