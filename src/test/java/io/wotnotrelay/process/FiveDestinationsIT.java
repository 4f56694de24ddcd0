package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The five destinations of docs/destinations.md, added to a relay that runs by somebody who does what the page says and
 * nothing else: its files are cut out of the page, its commands are typed, and what arrives is looked at where it
 * arrives. What it found is written to {@code target/five-destinations.txt}.
 */
class FiveDestinationsIT {
    private static final Path PAGE = Path.of("docs/destinations.md");
    private static final Path REPORT = Path.of("target/five-destinations.txt");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void whoHasOnlyThePageAddsFiveDestinationsToARunningRelayWithoutARestart() throws Exception {
        Files.deleteIfExists(REPORT);
        Path home = Distribution.unpack(folder);
        Files.delete(home.resolve("routes/event-log.camel.yaml"));
        try (FiveReceivers there = new FiveReceivers(folder);
                Walkthrough page = new Walkthrough(PAGE, home, environment(), there.addresses())) {
            Files.write(home.resolve("application.properties"), there.settings(), StandardOpenOption.APPEND);
            page.knows(there.secrets());
            page.run();
            assertThat(page.welcome()).contains("Destinations  none");
            long pid = page.pid();
            page.follow("## Five destinations, step by step");

            page.follow("### A mail for each form");
            arrives(() -> there.hasMails("[test]", "New lead: "));
            page.follow("### A row of a Google sheet for each event");
            arrives(() -> there.hasRows("message form.response"));
            page.follow("### A message in Slack when a conversation is handed over");
            arrives(() -> there.hasSlackMessages(1));
            page.follow("### A signed request to a server of yours");
            arrives(() -> there.hasSignedEvents("note"));
            page.follow("### A row of a database for each closed conversation");
            arrives(() -> there.hasClosedChats(1));

            // each has got all of its own since it was there, and nothing else
            arrives(() -> there.hasRows("message form.response", "assignee_change ", "note ", "status "));
            arrives(() -> there.hasMails("[test]", "New lead: ", "New lead: "));
            there.hasSlackMessages(1);
            there.hasSignedEvents("note");
            assertThat(page.isRunning()).isTrue();
            assertThat(page.pid()).as("never started again").isEqualTo(pid);
            assertThat(destinations(page)).containsExactly("closed", "form-mail", "handover", "hook", "sheet");
            Files.write(REPORT, there.report());
        }
    }

    private static void arrives(ThrowingRunnable there) {
        await().atMost(PATIENCE).untilAsserted(there);
    }

    /** Those that run and have delivered, by name. */
    private static List<String> destinations(Walkthrough page) throws Exception {
        JsonNode items = new ObjectMapper()
                .readTree(page.said("bin/relay destinations --json"))
                .path("items");
        assertThat(items).allSatisfy(item -> {
            assertThat(item.path("state").asText()).isEqualTo("running");
            assertThat(item.path("delivered").asInt()).isPositive();
        });
        return items.findValuesAsText("name").stream().sorted().toList();
    }

    private static Map<String, String> environment() throws IOException {
        return Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "RELAY_WEBHOOK_HOST", "127.0.0.1",
                "RELAY_WEBHOOK_PORT", String.valueOf(freePort()),
                "RELAY_CONSOLE_PORT", String.valueOf(freePort()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
