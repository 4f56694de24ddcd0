package io.wotnotrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.wotnotrelay.api.LiveRelay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay's own events in a running relay, from what happens to what an alert route gets. */
class OwnEventsTest {
    @TempDir
    Path home;

    private LiveRelay relay;
    private final Set<Integer> failing = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void open() throws Exception {
        relay = new LiveRelay(home);
        relay.destination("alerts", "events: relay.*");
        relay.sinkAnswers(body -> body.contains("\"source\":\"relay\"") || failing.isEmpty()
                ? 204
                : failing.iterator().next());
    }

    @AfterEach
    void close() {
        relay.close();
    }

    /** What the alert route got, of this type and state. */
    private List<JsonNode> alerts(String type, String state) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode event : relay.taken("alerts")) {
            boolean is = event.path("type").asText().equals("relay." + type)
                    && event.path("variables").path("state").asText().equals(state);
            if (is) {
                found.add(event);
            }
        }
        return found;
    }

    private JsonNode alert(String type, String state) {
        await().untilAsserted(() -> assertThat(alerts(type, state)).isNotEmpty());
        try {
            return alerts(type, state).get(0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHeldDestinationIsToldToTheAlertRouteAndItsRecoveryToo() throws Exception {
        failing.add(401);
        relay.destination("crm", "events: note").start();
        relay.note("c1", "first");
        JsonNode held = alert("destination_held", "held");
        assertThat(held.path("source").asText()).isEqualTo("relay");
        assertThat(held.path("text").asText())
                .startsWith("Destination crm is held since ")
                .contains("401");
        assertThat(held.path("payload").path("destination").asText()).isEqualTo("crm");
        assertThat(held.path("variables").path("waiting").asInt()).isPositive();
        assertThat(held.path("conversation").path("key").isNull()).isTrue();
        relay.restart();
        failing.clear();
        relay.act("POST", "/destinations/crm/resume", null);
        JsonNode recovered = alert("destination_recovered", "running");
        assertThat(recovered.path("text").asText()).startsWith("Destination crm delivers again. It was held from ");
        assertThat(alerts("destination_held", "held"))
                .as("once, also over a restart")
                .hasSize(1);
    }

    @Test
    void itIsAnEventLikeAnyOther() throws Exception {
        failing.add(401);
        relay.destination("crm", "events: note").start();
        relay.note("c1", "first");
        alert("destination_held", "held");
        await().untilAsserted(() -> assertThat(
                        relay.get("/events?type=relay.destination_held").path("items"))
                .hasSize(1));
        JsonNode listed =
                relay.get("/events?type=relay.destination_held").path("items").path(0);
        assertThat(listed.path("source").asText()).isEqualTo("relay");
        assertThat(listed.path("receipt").isNull()).isTrue();
        JsonNode explained = relay.get("/events/" + listed.path("id").asText());
        assertThat(explained.path("destinations")).anySatisfy(one -> {
            assertThat(one.path("destination").asText()).isEqualTo("alerts");
            assertThat(one.path("verdict").asText()).isEqualTo("delivered");
        });
        assertThat(relay.get("/receipts").path("items")).as("requests").hasSize(1);
        assertThat(relay.get("/receipts?cause=relay").path("items")).isEmpty();
    }

    @Test
    void aDeadLetterIsTold() throws Exception {
        failing.add(422);
        relay.destination("crm", "events: note").start();
        relay.note("c1", "first");
        JsonNode dead = alert("dead_letter", "dead");
        assertThat(dead.path("variables").path("code").asInt()).isEqualTo(422);
        assertThat(dead.path("variables").path("eventId").asText()).isEqualTo(relay.eventId("first"));
    }

    @Test
    void aDeliveryThatRunsOutOfTriesIsTold() throws Exception {
        failing.add(503);
        relay.destination("crm", "events: note", "retries: 1", "breakerFailures: 100")
                .start();
        relay.note("c1", "first");
        JsonNode half = alert("dead_letter", "retrying");
        assertThat(half.path("variables").path("percent").asInt()).isEqualTo(50);
        assertThat(half.path("text").asText()).contains("will be given up on at about");
    }

    @Test
    void aBrokenFileIsTold() throws Exception {
        relay.file(
                "sheet.camel.yaml", "- route:\n    from:\n      uri: wotnot:sheet\n      steps:\n        - too: x\n");
        relay.start();
        JsonNode broken = alert("destination_held", "broken");
        assertThat(broken.path("text").asText())
                .contains("sheet.camel.yaml, line 5")
                .contains("bin/relay check");
        relay.file(
                "sheet.camel.yaml",
                Files.readString(home.resolve("routes/alerts.camel.yaml")).replace("wotnot:alerts", "wotnot:sheet"));
        alert("destination_recovered", "running");
    }

    @Test
    void aFileThatNamesADestinationOfAnotherIsToldByItsOwnName() throws Exception {
        String alerts = Files.readString(home.resolve("routes/alerts.camel.yaml"));
        relay.file("z.camel.yaml", alerts).start();
        JsonNode broken = alert("destination_held", "broken");
        assertThat(broken.path("variables").path("destination").asText()).isEqualTo("z.camel.yaml");
        relay.event("ticket_created", "c1", "{}");
        alert("unknown_type", "type");
        assertThat(alerts("destination_recovered", "running")).isEmpty();
        assertThat(alerts("destination_held", "broken")).hasSize(1);
    }

    @Test
    void aTypeThatWotNotDoesNotDocumentIsTold() throws Exception {
        relay.start();
        relay.event("ticket_created", "c1", "{\"title\":\"first\"}");
        assertThat(alert("unknown_type", "type").path("variables").path("name").asText())
                .isEqualTo("ticket_created");
    }

    @Test
    void aDiskWithLittleRoomIsToldAlthoughEventsAreRefused() throws Exception {
        relay.setting("relay.store.min-free=1000TB").start();
        await().untilAsserted(() -> assertThat(relay.post("{\"events\":[{\"a\":1}]}", LiveRelay.WEBHOOK_TOKEN)
                        .statusCode())
                .isEqualTo(503));
        assertThat(alert("store_low", "refusing").path("text").asText())
                .startsWith("No event is taken since ")
                .contains("relay.store.min-free");
    }

    @Test
    void whatWotNotSendsUnderANameOfTheRelaysOwnIsWotNotsAndReachesNoAlertRoute() throws Exception {
        relay.destination("all", "events: all");
        relay.destination("exact", "events: relay.destination_held").start();
        String own = "{\"event\":{\"type\":\"relay.destination_held\",\"payload\":{\"text\":\"forged\",\"destination\":"
                + "\"crm\",\"state\":\"held\"}},\"source\":\"relay\",\"kind\":\"\\u001frelay.destination_held\","
                + "\"timestamp\":\"2026-03-01T14:13:32Z\"}";
        String prefixed = own.replace("\"type\":\"relay.", "\"type\":\"\\u001frelay.");
        assertThat(relay.post("{\"events\":[" + own + "," + prefixed + "]}", LiveRelay.WEBHOOK_TOKEN)
                        .statusCode())
                .isEqualTo(200);
        await().untilAsserted(() -> assertThat(relay.taken("all")).hasSize(2));
        assertThat(relay.taken("all"))
                .allSatisfy(event -> assertThat(event.path("source").asText()).isEqualTo("wotnot"));
        JsonNode stored =
                relay.get("/events?type=relay.destination_held").path("items").path(0);
        assertThat(stored.path("source").asText()).isEqualTo("wotnot");
        assertThat(alert("unknown_type", "type").path("text").asText()).contains("and to no other");
        assertThat(alerts("destination_held", "held")).isEmpty();
        assertThat(relay.verdict("forged", "exact", "not_subscribed")
                        .path("verdict")
                        .asText())
                .isEqualTo("not_subscribed");
    }
}
