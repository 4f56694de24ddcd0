package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of an event whose destination is in trouble itself. */
class ExplainTroubleTest {
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
    void anEventOfAHeldDestinationSaysWhatToMendAndIsDeliveredOnceThatIsDone() throws Exception {
        relay.sinkAnswers(body -> 401).destination("crm").start();
        relay.note("c1", "apple");

        JsonNode held = relay.verdict("apple", "crm", "held");
        assertThat(held.path("state").asText()).isEqualTo("held");
        assertThat(held.path("code").asInt()).isEqualTo(401);
        assertThat(held.path("sentence").asText()).startsWith("Held: ").contains("correct the credentials");
        JsonNode crm = relay.get("/destinations/crm");
        assertThat(crm.path("state").asText()).isEqualTo("held");
        assertThat(crm.path("cause").asText()).contains("401");
        relay.note("c2", "pear");
        assertThat(relay.verdict("pear", "crm", "waiting").path("sentence").asText())
                .contains("The destination is held: ");

        relay.sinkAnswers(body -> 204);
        relay.act("POST", "/destinations/crm/resume", null);
        relay.verdict("apple", "crm", "delivered");
        relay.verdict("pear", "crm", "delivered");
    }

    @Test
    void anEventThatHasHeldUpItsConversationForTooLongIsSaidToBeOutOfOrder() throws Exception {
        relay.sinkAnswers(body -> body.contains("stuck") ? 503 : 204)
                .destination("crm", "orderEscape: 1s")
                .start();
        relay.note("c1", "stuck");
        relay.note("c1", "next");

        relay.verdict("next", "crm", "delivered");
        JsonNode stuck = relay.verdict("stuck", "crm", "retrying");
        assertThat(stuck.path("outOfOrder").asBoolean()).isTrue();
        assertThat(stuck.path("sentence").asText()).contains("left the order");
    }

    @Test
    void anEventOfADestinationThatFailsEveryTimeWaitsAndSaysThatItIsProbed() throws Exception {
        relay.sinkAnswers(body -> 503)
                .destination("crm", "breakerFailures: 2", "breakerProbe: 1h")
                .start();
        relay.note("c1", "one");
        relay.note("c2", "two");
        relay.verdict("one", "crm", "retrying");
        relay.verdict("two", "crm", "retrying");
        relay.note("c3", "three");

        JsonNode three = relay.verdict("three", "crm", "waiting");
        assertThat(three.path("state").asText()).isEqualTo("backing_off");
        assertThat(three.path("sentence").asText()).contains("The destination waits: ");
    }
}
