package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How destinations stand, and what can be done to them. */
class DestinationsApiTest {
    @TempDir
    Path home;

    private LiveRelay relay;

    @BeforeEach
    void open() throws Exception {
        relay = new LiveRelay(home);
    }

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void aDestinationTellsItsStateItsFileAndItsCounts() throws Exception {
        relay.sinkAnswers(body -> body.contains("wrong") ? 422 : body.contains("late") ? 503 : 204)
                .destination("crm")
                .start();
        relay.note("c1", "good");
        relay.note("c2", "wrong");
        relay.note("c3", "late");
        relay.note("c3", "behind");
        relay.verdict("behind", "crm", "blocked");
        relay.verdict("good", "crm", "delivered");
        relay.verdict("wrong", "crm", "dead");

        JsonNode crm = relay.get("/destinations/crm");

        assertThat(crm.path("state").asText()).isEqualTo("running");
        assertThat(crm.path("file").asText()).endsWith("crm.camel.yaml");
        assertThat(crm.path("delivered").asInt()).isEqualTo(1);
        assertThat(crm.path("dead").asInt()).isEqualTo(1);
        assertThat(crm.path("retrying").asInt()).isEqualTo(1);
        assertThat(crm.path("blocked").asInt()).isEqualTo(1);
        assertThat(crm.path("cursor").asInt()).isEqualTo(4);
        assertThat(relay.get("/destinations").path("items")).hasSize(1);
        assertThat(relay.get("/destinations?state=paused").path("items")).isEmpty();
        assertThat(relay.problem(404, "/destinations/none")).contains("There are: crm");
    }

    @Test
    void aBrokenFileIsShownWithItsPlaceAndItsReason() throws Exception {
        relay.destination("crm")
                .file("mail.camel.yaml", "- route:\n    from:\n      uri: wotnot:mail\n      stepz: []\n")
                .file("rubbish.camel.yaml", "]")
                .start();

        JsonNode items = relay.get("/destinations?state=broken").path("items");

        assertThat(items).hasSize(2);
        assertThat(items.get(0).path("name").asText()).isEqualTo("mail");
        assertThat(items.get(0).path("line").asInt()).isEqualTo(4);
        assertThat(items.get(0).path("cause").asText()).contains("stepz");
        assertThat(items.get(1).path("name").isNull()).isTrue();
        assertThat(items.get(1).path("file").asText()).endsWith("rubbish.camel.yaml");
    }

    @Test
    void aPauseLastsOverARestartAndTheCursorStandsStill() throws Exception {
        relay.destination("crm").start();
        assertThat(relay.act("POST", "/destinations/crm/pause", null)
                        .path("state")
                        .asText())
                .isEqualTo("paused");
        relay.note("c1", "apple");
        relay.restart();
        relay.note("c1", "pear");

        JsonNode paused = relay.get("/destinations/crm");
        assertThat(paused.path("state").asText()).isEqualTo("paused");
        assertThat(paused.path("cursor").asInt()).isZero();
        assertThat(paused.path("waiting").asInt()).isEqualTo(2);

        assertThat(relay.act("POST", "/destinations/crm/resume", null)
                        .path("state")
                        .asText())
                .isEqualTo("running");
        relay.verdict("pear", "crm", "delivered");
        assertThat(relay.restart().get("/destinations/crm").path("state").asText())
                .isEqualTo("running");
    }

    @Test
    void onlyAMissingDestinationIsForgotten() throws Exception {
        relay.destination("crm").start();
        relay.note("c1", "apple");
        relay.verdict("apple", "crm", "delivered");
        assertThat(relay.problem(409, "DELETE", "/destinations/crm", null)).contains("crm.camel.yaml");
        assertThat(relay.get("/destinations/crm").path("delivered").asInt()).isEqualTo(1);

        Files.delete(home.resolve("routes/crm.camel.yaml"));
        relay.restart();
        JsonNode missing = relay.get("/destinations/crm");
        assertThat(missing.path("state").asText()).isEqualTo("missing");
        assertThat(missing.path("delivered").asInt()).isEqualTo(1);
        relay.act("DELETE", "/destinations/crm", null);

        relay.problem(404, "/destinations/crm");
        relay.problem(404, "DELETE", "/destinations/crm", null);
        assertThat(relay.restart().get("/destinations").path("items")).isEmpty();
    }

    @Test
    void aMissingDestinationMovesToANewNameWithItsCursor() throws Exception {
        relay.destination("crm").destination("mail").start();
        relay.act("POST", "/destinations/crm/pause", null);
        relay.note("c1", "apple");
        String body = "{\"name\":\"sales\"}";
        assertThat(relay.problem(409, "POST", "/destinations/crm/rename", body)).contains("without a file");
        Files.delete(home.resolve("routes/crm.camel.yaml"));
        relay.restart();

        assertThat(relay.problem(409, "POST", "/destinations/crm/rename", "{\"name\":\"mail\"}"))
                .contains("already");
        assertThat(relay.act("POST", "/destinations/crm/rename", body)
                        .path("name")
                        .asText())
                .isEqualTo("sales");

        relay.problem(404, "/destinations/crm");
        relay.destination("sales").restart().act("POST", "/destinations/sales/resume", null);
        relay.verdict("apple", "sales", "delivered");
    }

    @Test
    void aBodyThatIsNoNewNameIsRefused() throws Exception {
        relay.destination("crm").start();
        Files.delete(home.resolve("routes/crm.camel.yaml"));
        relay.restart();

        for (String body : new String[] {
            "",
            "null",
            "[]",
            "{}",
            "{\"name\":null}",
            "{\"name\":\"A b\"}",
            "{\"name\":\"../x\"}",
            "{\"nam\":\"x\"}",
            "{\"name\":\"x\"} {}",
            "{\"name\":" + "[".repeat(10_000),
            "{\"name\":\"" + "x".repeat(64) + "\"}"
        }) {
            relay.problem(400, "POST", "/destinations/crm/rename", body);
        }
        relay.problem(413, "POST", "/destinations/crm/rename", " ".repeat(70_000));
        Awaitility.await().until(() -> relay.get("/destinations").path("items").size() == 1);
    }
}
