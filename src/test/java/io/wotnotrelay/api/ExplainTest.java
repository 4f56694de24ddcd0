package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an event is, and why it is not where somebody expected it. */
class ExplainTest {
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
    void aDeliveredEventSaysWhenAndAtWhichTry() throws Exception {
        relay.destination("crm").start();
        relay.note("c1", "apple");

        JsonNode verdict = relay.verdict("apple", "crm", "delivered");

        assertThat(verdict.path("attempts").asInt()).isEqualTo(1);
        assertThat(verdict.path("at").asText()).isNotEmpty();
        assertThat(verdict.path("sentence").asText())
                .startsWith("Delivered at ")
                .contains("at try 1");
        assertThat(verdict.path("outcomes")).hasSize(1);
    }

    @Test
    void anEventNobodySubscribedToNamesTheSubscription() throws Exception {
        relay.destination("crm", "events: message.form, status").start();
        relay.note("c1", "apple");

        assertThat(relay.verdict("apple", "crm", "not_subscribed")
                        .path("sentence")
                        .asText())
                .isEqualTo("It does not subscribe to note; it takes message.form, status.");
    }

    @Test
    void aFilterIsShownWithItsExpressionAndTheValue() throws Exception {
        relay.destination("crm", "filter: \"${body.conversation.key} == 'other'\"")
                .start();
        relay.note("c1", "apple");

        assertThat(relay.verdict("apple", "crm", "filtered").path("cause").asText())
                .contains("${body.conversation.key} == 'other'")
                .contains("'c1'");
    }

    @Test
    void aDestinationBornLaterSaysSo() throws Exception {
        relay.start();
        relay.note("c1", "apple");
        relay.destination("crm").restart();

        assertThat(relay.verdict("apple", "crm", "born_later").path("sentence").asText())
                .contains("begins with later events");
    }

    @Test
    void aFailedDeliveryTellsItsTryItsCodeAndWhenTheNextOneIs() throws Exception {
        relay.sinkAnswers(body -> 503).destination("crm").start();
        relay.note("c1", "apple");

        JsonNode verdict = relay.verdict("apple", "crm", "retrying");

        assertThat(verdict.path("code").asInt()).isEqualTo(503);
        assertThat(verdict.path("dueAt").asText()).isNotEmpty();
        assertThat(verdict.path("sentence").asText())
                .startsWith("Try 1 failed (503): ")
                .contains("is due at");
    }

    @Test
    void aLaterEventOfTheConversationNamesTheOneItWaitsFor() throws Exception {
        relay.sinkAnswers(body -> 503).destination("crm").start();
        relay.note("c1", "apple");
        relay.verdict("apple", "crm", "retrying");
        relay.note("c1", "pear");

        JsonNode verdict = relay.verdict("pear", "crm", "blocked");

        assertThat(verdict.path("blockedBy").asText()).isEqualTo(relay.eventId("apple"));
        assertThat(verdict.path("sentence").asText()).contains(relay.eventId("apple"));
    }

    @Test
    void aDeadLetterTellsItsCause() throws Exception {
        relay.sinkAnswers(body -> body.contains("apple") ? 422 : 204)
                .destination("crm")
                .start();
        relay.note("c1", "apple");

        JsonNode verdict = relay.verdict("apple", "crm", "dead");

        assertThat(verdict.path("code").asInt()).isEqualTo(422);
        assertThat(verdict.path("sentence").asText())
                .startsWith("Given up after one try (422): ")
                .contains("It is kept as a dead letter; bin/relay replay ");
    }

    @Test
    void eventsOfAPausedDestinationWaitAndAreCounted() throws Exception {
        relay.destination("crm").start();
        relay.act("POST", "/destinations/crm/pause", null);
        relay.note("c1", "apple");
        relay.event("status", "c1", "{}");
        relay.note("c2", "pear");

        JsonNode first = relay.verdict("apple", "crm", "waiting");
        JsonNode last = relay.verdict("pear", "crm", "waiting");

        assertThat(first.path("before").asInt()).isZero();
        assertThat(last.path("before").asInt()).isEqualTo(2);
        assertThat(last.path("state").asText()).isEqualTo("paused");
        assertThat(last.path("sentence").asText())
                .contains("2 events are before it")
                .contains("bin/relay resume crm");
    }

    @Test
    void aMissingAndABrokenDestinationSayWhyNothingComes() throws Exception {
        relay.destination("crm").destination("mail").start();
        Files.delete(home.resolve("routes/crm.camel.yaml"));
        relay.file("mail.camel.yaml", "- route:\n    from:\n      uri: wotnot:mail\n      stepz: []\n")
                .restart();
        relay.note("c1", "apple");

        JsonNode missing = relay.verdict("apple", "crm", "waiting");
        JsonNode broken = relay.verdict("apple", "mail", "waiting");

        assertThat(missing.path("sentence").asText()).contains("The destination is missing");
        assertThat(broken.path("sentence").asText()).contains("cannot run (mail.camel.yaml, line 4)");
    }

    @Test
    void theEventIsThereWholeAndRaw() throws Exception {
        relay.start();
        relay.event("note", "c1", "{\"note\":\"apple\",\"big\":1e999,\"half\":\"\\ud800\"}");

        var answer = relay.ask("GET", "/events/" + relay.eventId("apple"), null).body();

        assertThat(answer)
                .contains("\"big\":1e999")
                .contains("\\\"big\\\":1e999")
                .contains("\"schema\":1");
    }
}
