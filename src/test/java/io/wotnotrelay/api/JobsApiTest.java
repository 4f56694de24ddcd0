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

/** What failed, or came too early, is sent when someone asks for it. */
class JobsApiTest {
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

    private void refuseThree() throws Exception {
        relay.sinkAnswers(body -> body.contains("mended") ? 204 : 422)
                .destination("crm")
                .start();
        relay.note("c1", "mended one");
        relay.note("c1", "apple");
        relay.note("c2", "pear");
        relay.note("c3", "plum");
        relay.verdict("mended", "crm", "delivered");
        for (String text : new String[] {"apple", "pear", "plum"}) {
            relay.verdict(text, "crm", "dead");
        }
    }

    private JsonNode make(String path, String body) throws Exception {
        JsonNode made = relay.act("POST", path, body);
        String job = "/jobs/" + made.path("id").asText();
        return Awaitility.await()
                .until(() -> relay.get(job), j -> !j.path("endedAt").isNull());
    }

    @Test
    void deadLettersAreSentAgainWhenTheDestinationIsMended() throws Exception {
        refuseThree();
        relay.sinkAnswers(body -> 204);

        JsonNode job = make("/replays", "{\"destination\":\"crm\"}");

        assertThat(job.path("state").asText()).isEqualTo("done");
        assertThat(job.path("kind").asText()).isEqualTo("replay");
        assertThat(job.path("matched").asInt()).isEqualTo(3);
        assertThat(job.path("delivered").asInt()).isEqualTo(3);
        assertThat(job.path("asked").path("destination").asText()).isEqualTo("crm");
        assertThat(relay.get("/destinations/crm").path("dead").asInt()).isZero();
        JsonNode verdict = relay.verdict("apple", "crm", "delivered");
        assertThat(verdict.path("attempts").asInt()).isEqualTo(2);
        assertThat(verdict.path("outcomes").findValuesAsText("outcome")).containsExactly("dead", "delivered");
        assertThat(relay.get("/jobs").path("items")).hasSize(1);
    }

    @Test
    void whatFailsAgainStaysADeadLetterWithItsNewCause() throws Exception {
        refuseThree();
        relay.sinkAnswers(body -> body.contains("apple") ? 410 : 204);

        JsonNode job = make("/replays", "{\"destination\":\"crm\",\"state\":\"dead\"}");

        assertThat(job.path("failed").asInt()).isEqualTo(1);
        assertThat(job.path("delivered").asInt()).isEqualTo(2);
        JsonNode verdict = relay.verdict("apple", "crm", "dead");
        assertThat(verdict.path("code").asInt()).isEqualTo(410);
        assertThat(verdict.path("attempts").asInt()).isEqualTo(2);
        assertThat(verdict.path("sentence").asText())
                .contains("bin/relay replay crm --event " + relay.eventId("apple"));
        assertThat(relay.get("/destinations/crm").path("dead").asInt()).isEqualTo(1);
    }

    @Test
    void aDryRunCountsAndMakesNothing() throws Exception {
        refuseThree();

        JsonNode all = relay.act("POST", "/replays", "{\"destination\":\"crm\",\"dryRun\":true}");
        JsonNode some = relay.act("POST", "/replays", "{\"destination\":\"crm\",\"cause\":\"422\",\"dryRun\":true}");
        JsonNode none =
                relay.act("POST", "/replays", "{\"destination\":\"crm\",\"cause\":\"no such\",\"dryRun\":true}");
        JsonNode filled = relay.act("POST", "/destinations/crm/backfills", "{\"from\":\"beginning\",\"dryRun\":true}");

        assertThat(all.path("id").isNull()).isTrue();
        assertThat(all.path("matched").asInt()).isEqualTo(3);
        assertThat(some.path("matched").asInt()).isEqualTo(3);
        assertThat(none.path("matched").asInt()).isZero();
        assertThat(filled.path("matched").asInt()).isEqualTo(4);
        assertThat(filled.path("skipped").asInt()).isEqualTo(1);
        assertThat(relay.get("/jobs").path("items")).isEmpty();
    }

    @Test
    void aNewDestinationIsFilledWithWhatCameBeforeIt() throws Exception {
        refuseThree();
        relay.sinkAnswers(body -> 204).destination("late", "filter: \"${body.text} !contains 'pear'\"");
        relay.restart();
        relay.note("c4", "live");
        relay.verdict("live", "late", "delivered");

        JsonNode job = make("/destinations/late/backfills", "{\"from\":\"beginning\"}");

        assertThat(job.path("kind").asText()).isEqualTo("backfill");
        assertThat(job.path("matched").asInt()).isEqualTo(5);
        assertThat(job.path("skipped").asInt()).as("delivered live").isEqualTo(1);
        assertThat(job.path("filtered").asInt()).isEqualTo(1);
        assertThat(job.path("delivered").asInt()).isEqualTo(3);
        relay.verdict("apple", "late", "delivered");
        relay.verdict("pear", "late", "filtered");

        JsonNode second = make("/destinations/late/backfills", "{\"from\":\"beginning\"}");
        assertThat(second.path("delivered").asInt()).isZero();
        JsonNode again = make("/destinations/late/backfills", "{\"from\":\"beginning\",\"again\":true}");
        assertThat(again.path("delivered").asInt()).isEqualTo(4);
        JsonNode nothing = make("/destinations/late/backfills", "{\"from\":\"2999-01-01T00:00:00Z\"}");
        assertThat(nothing.path("matched").asInt()).isZero();
        assertThat(nothing.path("state").asText()).isEqualTo("done");
    }

    @Test
    void oneEventIsSentByItsIdToADestinationThatDoesNotSubscribeToIt() throws Exception {
        relay.destination("crm", "events: status").start();
        relay.note("c1", "apple");
        relay.verdict("apple", "crm", "not_subscribed");
        String body = "{\"destination\":\"crm\",\"eventIds\":[\"" + relay.eventId("apple") + "\"]}";

        assertThat(make("/replays", body).path("delivered").asInt()).isEqualTo(1);
        relay.verdict("apple", "crm", "delivered");
        assertThat(make("/replays", body).path("skipped").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsBeingRetriedIsTriedAtOnce() throws Exception {
        relay.sinkAnswers(body -> 503).destination("crm").start();
        relay.note("c1", "apple");
        relay.verdict("apple", "crm", "retrying");
        relay.sinkAnswers(body -> 204);

        JsonNode job = make("/replays", "{\"destination\":\"crm\",\"state\":\"retrying\"}");

        assertThat(job.path("hastened").asInt()).isEqualTo(1);
        relay.verdict("apple", "crm", "delivered");
    }

    @Test
    void aJobWaitsForItsPausedDestinationOverARestartAndCanBeCancelled() throws Exception {
        refuseThree();
        relay.sinkAnswers(body -> 204);
        relay.act("POST", "/destinations/crm/pause", null);
        String id = relay.act("POST", "/replays", "{\"destination\":\"crm\"}")
                .path("id")
                .asText();
        String second = relay.act("POST", "/replays", "{\"destination\":\"crm\"}")
                .path("id")
                .asText();
        relay.restart();

        JsonNode waiting = relay.get("/jobs/" + id);
        assertThat(waiting.path("state").asText()).isEqualTo("queued");
        assertThat(waiting.path("cause").asText()).startsWith("The destination is paused");
        assertThat(relay.act("DELETE", "/jobs/" + second, null).path("state").asText())
                .isEqualTo("cancelled");
        assertThat(relay.problem(409, "DELETE", "/jobs/" + second, null)).contains("cancelled");

        relay.act("POST", "/destinations/crm/resume", null);
        Awaitility.await()
                .until(() -> relay.get("/jobs/" + id).path("state").asText().equals("done"));
        assertThat(relay.get("/destinations/crm").path("dead").asInt()).isZero();
    }

    @Test
    void aJobOfADestinationWhoseFileIsGoneWaitsAndSaysSo() throws Exception {
        refuseThree();
        relay.sinkAnswers(body -> 204);
        relay.act("POST", "/destinations/crm/pause", null);
        String id = relay.act("POST", "/replays", "{\"destination\":\"crm\"}")
                .path("id")
                .asText();
        relay.act("POST", "/destinations/crm/resume", null);
        relay.sinkAnswers(body -> 204);
        Awaitility.await()
                .until(() -> relay.get("/jobs/" + id).path("state").asText().equals("done"));
        Files.delete(home.resolve("routes/crm.camel.yaml"));
        relay.restart();

        JsonNode made = relay.act("POST", "/replays", "{\"destination\":\"crm\",\"state\":\"filtered\"}");
        assertThat(made.path("matched").asInt()).isZero();
        assertThat(relay.problem(409, "POST", "/destinations/crm/backfills", "{\"from\":\"beginning\"}"))
                .contains("crm does not run");
    }

    @Test
    void wrongWishesAreRefusedWithWhatWouldBeRight() throws Exception {
        relay.destination("crm").start();

        assertThat(relay.problem(400, "POST", "/replays", "{\"destination\":\"crm\",\"staet\":\"dead\"}"))
                .contains("Did you mean state?");
        assertThat(relay.problem(400, "POST", "/replays", "{\"destination\":\"crm\",\"state\":\"deed\"}"))
                .contains("Did you mean dead?");
        assertThat(relay.problem(404, "POST", "/replays", "{\"destination\":\"crn\"}"))
                .contains("There are: crm");
        assertThat(relay.problem(400, "POST", "/replays", "{}")).contains("There are: crm");
        assertThat(relay.problem(400, "POST", "/replays", "[]")).contains("JSON of this shape");
        assertThat(relay.problem(400, "POST", "/replays", "")).contains("JSON of this shape");
        assertThat(relay.problem(400, "POST", "/replays", "{\"destination\":\"crm\",\"state\":\"delivered\"}"))
                .contains("again");
        assertThat(relay.problem(400, "POST", "/replays", "{\"destination\":\"crm\",\"rate\":\"fast\"}"))
                .contains("60/1m");
        assertThat(relay.problem(400, "POST", "/replays", "{\"destination\":\"crm\",\"again\":\"yes\"}"))
                .contains("true or false");
        assertThat(relay.problem(400, "POST", "/replays", "{\"destination\":\"crm\",\"eventIds\":[]}"))
                .contains("1 to 1000");
        assertThat(relay.problem(404, "POST", "/replays", "{\"destination\":\"crm\",\"eventIds\":[\"evt_x\"]}"))
                .contains("32 digits");
        assertThat(relay.problem(400, "POST", "/destinations/crm/backfills", "{}"))
                .contains("beginning");
        assertThat(relay.problem(400, "POST", "/destinations/crm/backfills", "{\"from\":\"yesterday\"}"))
                .contains("2026-01-31T09:30:00Z");
        assertThat(relay.problem(404, "POST", "/destinations/crn/backfills", "{\"from\":\"beginning\"}"))
                .contains("There are: crm");
        assertThat(relay.problem(404, "GET", "/jobs/7", null)).contains("no job of this number");
        assertThat(relay.problem(404, "DELETE", "/jobs/x", null)).contains("no job of this number");
        assertThat(relay.problem(404, "GET", "/jobs/999999999999999999999", null))
                .contains("no job");
        assertThat(relay.get("/jobs").path("items")).isEmpty();
    }
}
