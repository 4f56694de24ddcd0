package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.api.LiveRelay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask a running relay, in a real one's company. */
class ApiCommandsTest {
    @TempDir
    Path home;

    private LiveRelay relay;
    private Terminal terminal;

    @BeforeEach
    void open() throws Exception {
        relay = new LiveRelay(home);
        terminal = new Terminal(home);
    }

    @AfterEach
    void close() {
        relay.close();
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--api", relay.console().toString()));
        return terminal.run(all.toArray(String[]::new));
    }

    @Test
    void aRelayThatDoesNotRunIsOneSentence() throws Exception {
        for (String[] command : new String[][] {
            {"events"},
            {"events", "explain", "evt_x"},
            {"receipts"},
            {"deliveries"},
            {"destinations"},
            {"replicas"},
            {"pause", "crm"},
            {"send", "--receipt", "rcp_x", "--url", "http://127.0.0.1:1/webhook"}
        }) {
            List<String> all = new ArrayList<>(List.of(command));
            all.addAll(List.of("--api", "http://127.0.0.1:1"));

            assertThat(terminal.run(all.toArray(String[]::new))).isEqualTo(1);
            assertThat(terminal.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("The relay is not running: nothing answers at http://127.0.0.1:1.");
        }
    }

    @Test
    void withoutASettingTheTokenComesFromTheDataFolder() throws Exception {
        Path file = home.resolve("application.properties");
        Files.writeString(file, Files.readString(file).replaceAll("relay.console.token=.*\n", ""));
        assertThat(terminal.run("events", "--api", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(terminal.err()).contains("There is no token of the API yet");
        relay.start();

        assertThat(run("events")).as(terminal.err()).isZero();
        assertThat(run("events", "--api-token", "wrong")).isEqualTo(1);
        assertThat(terminal.err()).contains("bin/relay token --console");
    }

    @Test
    void eventsAreATableThatFitsAndDoesNothingToTheTerminal() throws Exception {
        relay.start();
        relay.note("c1", "\u001b[31mred\u202e\nsecond line 🦀 " + "long ".repeat(100));
        relay.event("odd\u0007" + "x".repeat(150), "c1", "{}");

        assertThat(run("events")).isZero();

        assertThat(terminal.out().lines())
                .hasSize(3)
                .allSatisfy(line ->
                        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(100));
        assertThat(terminal.out())
                .contains("[31mred\\u202e", "odd\\u0007")
                .doesNotContain("\u001b", "\u202e", "\u0007");
        assertThat(run("events", "--search", "nothing")).isZero();
        assertThat(terminal.out()).isEqualToIgnoringNewLines("None.");
        assertThat(run("events", "--limit", "1")).isZero();
        assertThat(terminal.out()).contains("More: --after 2");
        assertThat(run("events", "--limit", "1", "--after", "2")).isZero();
        assertThat(terminal.out()).contains("second line");
    }

    @Test
    void replicasAreATable() throws Exception {
        relay.destination("crm").start();
        assertThat(run("replicas")).as(terminal.err()).isZero();
        assertThat(terminal.out().lines()).hasSize(2);
        assertThat(terminal.out()).startsWith("HOST").containsPattern("(?m)^\\S+ +answers +\\S+Z +\\S+Z +crm$");
    }

    @Test
    void wrongFiltersAreWrongUse() {
        relay.start();
        assertThat(run("events", "--since", "yesterday")).isEqualTo(2);
        assertThat(terminal.err()).contains("such as 2h");
        assertThat(run("deliveries", "--state", "deed")).isEqualTo(2);
        assertThat(terminal.err()).contains("Did you mean dead?");
        assertThat(run("events", "--limit", "1000000000")).isEqualTo(2);
        assertThat(run("deliveries", "--state", "delivered")).isEqualTo(2);
    }

    @Test
    void listsAreJsonWhereAsked() throws Exception {
        relay.destination("crm").start();
        relay.note("c1", "apple");
        relay.verdict("apple", "crm", "delivered");

        for (String[] command : new String[][] {
            {"events", "--since", "2h", "--type", "note", "--conversation", "c1"},
            {"receipts", "--outcome", "accepted"},
            {"destinations", "--state", "running"},
            {"replicas"},
            {"deliveries", "--destination", "crm", "--state", "delivered"}
        }) {
            List<String> all = new ArrayList<>(List.of(command));
            all.add("--json");
            assertThat(run(all.toArray(String[]::new))).as(terminal.err()).isZero();
            JsonNode page = new ObjectMapper().readTree(terminal.out());
            assertThat(page.path("items")).as(terminal.out()).hasSize(1);
        }
    }

    @Test
    void explainSaysOfTheRelaysOwnEventsThatTheyCameWithNoRequest() throws Exception {
        relay.start();
        relay.event("ticket_created", "c1", "{}");
        String path = "/events?type=relay.unknown_type";
        await().until(() -> relay.get(path).path("items").size() == 1);
        run(
                "events",
                "explain",
                relay.get(path).path("items").path(0).path("id").asText());
        assertThat(terminal.out()).contains("relay.unknown_type, told by the relay itself at 20");
    }

    @Test
    void explainSaysInSentencesWhereAnEventWentAndWhereNot() throws Exception {
        relay.sinkAnswers(body -> body.contains("wrong") ? 422 : 204)
                .destination("crm")
                .destination("forms", "events: message.form")
                .start();
        relay.note("c1", "good");
        relay.note("c2", "wrong");
        relay.verdict("good", "crm", "delivered");
        relay.verdict("wrong", "crm", "dead");

        assertThat(run("events", "explain", relay.eventId("good"))).isZero();
        assertThat(terminal.out())
                .containsPattern("crm: delivered\\R {6}Delivered at .*, at try 1, in [0-9]+ ms\\.")
                .contains("forms: not subscribed")
                .contains("It does not subscribe to note; it takes message.form.");
        assertThat(run("events", "explain", relay.eventId("wrong"))).isEqualTo(1);
        assertThat(terminal.out()).contains("crm: dead").contains("(422)");
        assertThat(terminal.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(run("events", "explain", "evt_00000000000000000000000000000000"))
                .isEqualTo(1);
        assertThat(run("events", "show", relay.eventId("good"))).isZero();
        assertThat(new ObjectMapper().readTree(terminal.out()).path("type").asText())
                .isEqualTo("note");
        assertThat(run("events", "show", "--raw", relay.eventId("good"))).isZero();
        assertThat(terminal.out()).startsWith("{\"event\":{\"type\":\"note\"");
    }

    @Test
    void destinationsArePausedResumedRenamedAndForgotten() throws Exception {
        relay.destination("crm").destination("mail").start();

        assertThat(run("pause", "crm")).isZero();
        assertThat(terminal.out()).contains("crm is paused. bin/relay resume crm lets it go on.");
        assertThat(run("destinations")).isZero();
        assertThat(terminal.out()).containsPattern("crm +paused");
        assertThat(run("destinations", "resume", "crm")).isZero();
        assertThat(run("destinations", "pause", "none")).isEqualTo(1);
        assertThat(terminal.err()).contains("There are: crm, mail");
        assertThat(run("destinations", "forget", "crm")).isEqualTo(1);
        Files.delete(home.resolve("routes/crm.camel.yaml"));
        Files.delete(home.resolve("routes/mail.camel.yaml"));
        relay.restart();
        assertThat(run("destinations", "rename", "crm", "sales")).isZero();
        assertThat(run("destinations", "rename", "sales", "No Name")).isEqualTo(2);
        assertThat(run("destinations", "forget", "mail")).isZero();
        assertThat(run("destinations")).isZero();
        assertThat(terminal.out()).containsPattern("sales +missing").doesNotContain("crm", "mail");
    }

    @Test
    void aRefusedRequestIsSentAgainOnceWhatWasWrongIsMended() throws Exception {
        relay.start();
        String body = "{\"events\":[{\"event\":{\"type\":\"note\",\"payload\":{\"note\":\"apple " + "x".repeat(70_000)
                + "\"}}}]}";
        assertThat(relay.post(body, LiveRelay.WEBHOOK_TOKEN).statusCode()).isEqualTo(413);
        String id = await().ignoreExceptions()
                .until(
                        () -> relay.get("/receipts?outcome=rejected")
                                .path("items")
                                .path(0)
                                .path("id")
                                .asText(),
                        found -> found.startsWith("rcp_"));
        Path file = home.resolve("body.json");
        assertThat(run("receipts", "body", id, "--output", file.toString())).isZero();
        assertThat(file).hasContent(body);
        assertThat(run("receipts", "body", id, "--output", file.toString())).isEqualTo(1);

        assertThat(run("send", "--receipt", id, "--url", relay.webhook().toString()))
                .isEqualTo(1);
        Path settings = home.resolve("application.properties");
        Files.writeString(settings, Files.readString(settings).replace("64KiB", "1MiB"));
        relay.restart();
        assertThat(run("send", "--receipt", id, "--url", relay.webhook().toString()))
                .isZero();

        assertThat(relay.eventId("apple")).startsWith("evt_");
        assertThat(run(
                        "send",
                        "--receipt",
                        "rcp_0000000000000001",
                        "--url",
                        relay.webhook().toString()))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("no receipt of this id");
    }
}
