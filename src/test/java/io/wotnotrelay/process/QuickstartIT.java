package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.docs.Blocks;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/quickstart.md, followed to the letter in the distribution, with a WotNot that does its three steps. */
class QuickstartIT {
    /** The one thing of the page that nobody can do as written: example.com receives nothing. */
    private static final String DOCUMENTED_RECEIVER = "https://example.com/leads";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PUBLIC_URL = "https://relay.example.com/webhook";

    @TempDir
    Path folder;

    @Test
    void whoDoesWhatItSaysGetsFromNothingToTheFirstEventFromWotNot() throws Exception {
        int port = freePort();
        Map<String, String> environment = Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "RELAY_WEBHOOK_HOST", "127.0.0.1",
                "RELAY_WEBHOOK_PORT", String.valueOf(port),
                "RELAY_CONSOLE_PORT", String.valueOf(freePort()));
        Path home = Distribution.unpack(folder);
        try (RecordingSink receiver = new RecordingSink(null);
                Walkthrough page = new Walkthrough(
                        Path.of("docs/quickstart.md"),
                        home,
                        environment,
                        Map.of(DOCUMENTED_RECEIVER, receiver.url()))) {
            page.follow("## 1. Start it");
            assertThat(labels(page.welcome())).containsAll(documentedLabels());

            page.follow("## 2. Try it without WotNot");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows(home)).hasSizeGreaterThan(20));

            page.follow("## 3. Add a destination");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(receiver.requests).hasValue(1));

            page.follow("## 4. Connect WotNot");
            assertThat(page.welcome()).contains("paste " + PUBLIC_URL);
            FakeWotNot wotnot = new FakeWotNot(
                    URI.create(
                            "http://127.0.0.1:" + port + URI.create(PUBLIC_URL).getPath()),
                    page.said("bin/relay token"));
            assertThat(wotnot.takesAnAnswerOfJson()).isTrue();
            assertThat(wotnot.takesAnAnswerOfTheTokenAlone()).isFalse();
            int before = rows(home).size();
            wotnot.publishes("message.form.response");
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(rows(home)).hasSize(before + 1);
                assertThat(receiver.requests).hasValue(2);
            });

            page.follow("## If WotNot does not take the address");
            assertThat(wotnot.takesAnAnswerOfTheTokenAlone()).isTrue();
        }
    }

    @Test
    void theReadmesQuickStartIsPartOfIt() {
        List<String> page = commands(Path.of("docs/quickstart.md"));

        assertThat(commands(Path.of("README.md"))).isNotEmpty().isSubsetOf(page);
    }

    private static List<String> commands(Path page) {
        return Blocks.of(page).stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.text().lines())
                .map(line -> line.replaceFirst(" *#.*", ""))
                .toList();
    }

    private static List<String> documentedLabels() {
        return Blocks.of(Path.of("docs/quickstart.md")).stream()
                .filter(block -> block.text().contains(" is running."))
                .findFirst()
                .map(block -> labels(block.text()))
                .orElseThrow();
    }

    /** What stands before the two or more blanks of each line. */
    private static List<String> labels(String welcome) {
        return welcome.lines()
                .filter(line -> line.matches("  \\w.*?  .*"))
                .map(line -> line.strip().split("  ")[0])
                .toList();
    }

    private static List<String> rows(Path home) throws IOException {
        Path csv = home.resolve("data/events.csv");
        return Files.exists(csv) ? Files.readAllLines(csv) : List.of();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
