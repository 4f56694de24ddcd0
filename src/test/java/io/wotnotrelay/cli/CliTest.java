package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.app.RunningRelay;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.SettingsLoader;
import io.wotnotrelay.config.TokenFiles;
import io.wotnotrelay.destination.Finding;
import io.wotnotrelay.destination.Finding.Severity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    @TempDir
    Path home;

    private Terminal terminal;

    @BeforeEach
    void terminal() {
        terminal = new Terminal(home);
    }

    @Test
    void theDemosTimeIsATimeAndGoesWithTheDemo() {
        assertThat(terminal.run("run", "--over", "10s")).isEqualTo(2);
        assertThat(terminal.err()).contains("--over goes with --demo.");

        assertThat(terminal.run("run", "--demo", "--over", "soon")).isEqualTo(2);
        assertThat(terminal.err()).contains("--over must be a time, such as 30s or 1m.");
    }

    @Test
    void versionIsPrinted() {
        assertThat(terminal.run("--version")).isZero();
        assertThat(terminal.out()).startsWith("WotNot Relay ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "check",
                "new",
                "send",
                "token",
                "events",
                "receipts",
                "deliveries",
                "destinations",
                "pause",
                "resume",
                "backup",
                "restore"
            })
    void everyCommandHasItsHelp(String command) {
        assertThat(terminal.run("--help")).isZero();
        assertThat(terminal.out()).containsPattern("(?m)^  " + command + " +\\S");

        assertThat(terminal.run(command, "--help")).isZero();
        assertThat(terminal.out()).contains("Usage: relay " + command).contains("--config");
    }

    @Test
    void anUnknownCommandIsWrongUseWithTheNearestOne() {
        assertThat(terminal.run("snd")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("bin/relay does not know snd.")
                .contains("Did you mean")
                .contains("send");
    }

    @Test
    void anUnknownOptionIsWrongUseWithTheNearestOne() {
        assertThat(terminal.run("token", "--consol")).isEqualTo(2);
        assertThat(terminal.err()).contains("--consol").contains("--console");
    }

    @Test
    void noCommandIsWrongUse() {
        assertThat(terminal.run()).isEqualTo(2);
        assertThat(terminal.err()).contains("Say what to do");
    }

    @Test
    void tokenMakesTheTokenAndShowsTheSameOneAgain() throws IOException {
        assertThat(terminal.run("token")).isZero();
        String token = terminal.out().strip();
        assertThat(terminal.run("token")).isZero();

        assertThat(terminal.out().strip())
                .matches("[A-Za-z0-9_-]{43}")
                .isEqualTo(token)
                .isEqualTo(Files.readString(home.resolve("data/webhook-token")).strip());
    }

    @Test
    void theConsoleHasATokenOfItsOwn() throws IOException {
        terminal.run("token", "--console");

        assertThat(terminal.out().strip())
                .isEqualTo(Files.readString(home.resolve("data/console-token")).strip())
                .isNotEqualTo(
                        Files.readString(home.resolve("data/webhook-token")).strip());
    }

    @Test
    void configNamesAnotherFileBeforeOrAfterTheCommand() throws IOException {
        Path file = Files.writeString(home.resolve("other.properties"), "relay.webhook.token=abc\n");

        assertThat(terminal.run("--config", file.toString(), "token")).isZero();
        assertThat(terminal.out().strip()).isEqualTo("abc");
        assertThat(terminal.run("token", "--config", file.toString())).isZero();
        assertThat(terminal.out().strip()).isEqualTo("abc");
    }

    @Test
    void theEnvironmentMayNameAnotherFile() throws IOException {
        Path file = Files.writeString(home.resolve("other.properties"), "relay.webhook.token=abc\n");
        terminal.environment.put("RELAY_CONFIG", file.toString());

        terminal.run("token");

        assertThat(terminal.out().strip()).isEqualTo("abc");
    }

    @Test
    void aMissingConfigFileIsASentence() {
        assertThat(terminal.run("token", "--config", "none.properties")).isEqualTo(1);
        assertThat(terminal.err())
                .isEqualToIgnoringNewLines(
                        "There is no settings file none.properties. Name one that exists with --config.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "token", "backup b.db", "restore b.db"})
    void wrongSettingsAreToldTogether(String command) throws IOException {
        Files.writeString(home.resolve("application.properties"), "relay.webhok.port=1\nrelay.console.port=x\n");

        assertThat(terminal.run(command.split(" "))).isEqualTo(1);
        assertThat(terminal.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("application.properties:1: relay.webhok.port"))
                .anyMatch(line -> line.contains("application.properties:2: relay.console.port"));
    }

    @Test
    void checkSaysWhenThereIsNoFolder() {
        assertThat(terminal.run("check")).isEqualTo(1);
        assertThat(terminal.err()).contains("There is no folder " + home.resolve("routes"));
    }

    @Test
    void aFindingIsOneLineForAnEditorAndTheLineItIsAbout() {
        List<Finding> findings = List.of(
                new Finding(
                        Path.of("a.camel.yaml"),
                        Severity.ERROR,
                        3,
                        7,
                        "There is no Kamelet \"x\".\nDid you mean y?",
                        "uri: kamelet:x"),
                new Finding(Path.of("b.camel.yaml"), Severity.WARNING, 1, 1, "A secret stands here.", null));

        assertThat(CheckCommand.text(Path.of("routes"), findings).lines())
                .containsExactly(
                        "a.camel.yaml:3:7: error: There is no Kamelet \"x\".\\nDid you mean y?",
                        "    uri: kamelet:x",
                        "b.camel.yaml:1:1: warning: A secret stands here.",
                        "1 errors, 1 warnings in routes.");
        assertThat(CheckCommand.json(findings).toPrettyString())
                .contains("\"items\"")
                .contains("\"severity\" : \"error\"")
                .contains("\"line\" : 3");
        assertThat(CheckCommand.text(Path.of("routes"), List.of())).isEqualTo("Nothing to find fault with in routes.");
    }

    @Test
    void theWelcomeSaysWhatToPasteIntoWotNot() {
        Map<String, String> environment =
                Map.of("RELAY_WEBHOOK_TOKEN", "abc", "RELAY_WEBHOOK_PUBLIC_URL", "https://relay.example.com/webhook");
        Settings settings = SettingsLoader.load(
                home.resolve("none.properties"), environment, new Properties(), TokenFiles.reading());

        assertThat(Welcome.text(settings, relay("sales", "sheet (broken)"), true))
                .contains("http://127.0.0.1:8080/webhook  (on every address of this machine)")
                .contains("paste https://relay.example.com/webhook")
                .contains("abc  (new; bin/relay token shows it again)")
                .contains("http://127.0.0.1:8081")
                .containsPattern("Destinations +sales\\R +sheet \\(broken\\)");
        assertThat(Welcome.text(settings, relay(), false))
                .doesNotContain("abc")
                .contains("bin/relay token shows it")
                .contains("none yet: put a *.camel.yaml into " + home.resolve("routes"));
    }

    private static RunningRelay relay(String... destinations) {
        return new RunningRelay() {
            @Override
            public URI webhook() {
                return URI.create("http://127.0.0.1:8080/webhook");
            }

            @Override
            public URI console() {
                return URI.create("http://127.0.0.1:8081");
            }

            @Override
            public List<String> destinations() {
                return List.of(destinations);
            }

            @Override
            public void await() {}

            @Override
            public void close() {}
        };
    }
}
