package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists of the API: what they find, and how their pages follow each other. */
class ApiListsTest {
    @TempDir
    java.nio.file.Path home;

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
    void eventsAreFoundByWhatTheyHoldNewestFirst() throws Exception {
        relay.start();
        relay.note("c1", "apple one");
        relay.note("c2", "apple two");
        relay.event("status", "c2", "{\"status\":\"closed\"}");

        assertThat(texts("/events?q=apple")).hasSize(2).first().asString().contains("apple two");
        assertThat(items("/events?type=status")).hasSize(1);
        assertThat(items("/events?conversation=c2")).hasSize(2);
        assertThat(items("/events?conversation=c2&q=appl*")).hasSize(1);
        assertThat(items("/events?since=2020-01-01T00:00:00Z")).hasSize(3);
        assertThat(items("/events?until=2020-01-01T00:00:00%2B02:00")).isEmpty();
        assertThat(items("/events?occurredSince=2026-03-01T14:13:32Z&occurredUntil=2026-03-01T14:13:33Z"))
                .hasSize(3);
        assertThat(items("/events?subtype=form.response")).isEmpty();
        JsonNode page = relay.get("/events?q=apple");
        assertThat(page.path("partial").asBoolean()).isFalse();
        assertThat(page.path("next").isNull()).isTrue();
    }

    @Test
    void pagesOfEventsFollowEachOtherWithoutGapOrRepetition() throws Exception {
        relay.start();
        for (int i = 0; i < 7; i++) {
            relay.note("c" + i, "apple " + i);
        }

        assertThat(walk("/events?limit=3", "seq")).containsExactly("7", "6", "5", "4", "3", "2", "1");
    }

    @Test
    void aConversationIsShownInOrderWithWhatItsEventsTell() throws Exception {
        relay.start();
        relay.note("c/1 ü", "first");
        relay.note("c/1 ü", "second");
        relay.note("c/1 ü", "third");

        String path = "/conversations/"
                + URLEncoder.encode("c/1 ü", StandardCharsets.UTF_8).replace("+", "%20");
        JsonNode latest = relay.get(path + "?limit=2");
        JsonNode earlier =
                relay.get(path + "?limit=2&after=" + latest.path("next").asText());

        assertThat(latest.path("key").asText()).isEqualTo("c/1 ü");
        assertThat(latest.path("items").findValuesAsText("seq")).containsExactly("2", "3");
        assertThat(earlier.path("items").findValuesAsText("seq")).containsExactly("1");
        assertThat(relay.problem(404, "/conversations/none")).contains("no event");
    }

    @Test
    void receiptsOfAllOutcomesAreOneList() throws Exception {
        relay.start();
        relay.note("c1", "apple");
        relay.post("", LiveRelay.WEBHOOK_TOKEN);
        relay.post("{broken", LiveRelay.WEBHOOK_TOKEN);
        relay.post("{}", "wrong");
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(items("/receipts")).hasSize(4));

        assertThat(relay.get("/receipts").path("items").findValuesAsText("outcome"))
                .containsExactly("rejected", "rejected", "handshake", "accepted");
        assertThat(items("/receipts?outcome=rejected")).hasSize(2);
        assertThat(items("/receipts?outcome=accepted")).hasSize(1);
        assertThat(items("/receipts?cause=not_json&outcome=rejected")).hasSize(1);
        assertThat(items("/receipts?since=2999-01-01T00:00:00Z")).isEmpty();
        assertThat(items("/receipts?until=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(walk("/receipts?limit=1", "id")).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void aReceiptIsShownAndTheBodyOfARefusedOneCanBeHadAgain() throws Exception {
        relay.start();
        relay.note("c1", "apple");
        relay.post("{broken <script>", LiveRelay.WEBHOOK_TOKEN);
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(items("/receipts")).hasSize(2));
        String refused = items("/receipts").get(0).path("id").asText();
        String taken = items("/receipts").get(1).path("id").asText();

        assertThat(relay.get("/receipts/" + taken).path("events").asInt()).isEqualTo(1);
        JsonNode receipt = relay.get("/receipts/" + refused);
        assertThat(receipt.path("status").asInt()).isEqualTo(400);
        assertThat(receipt.path("bodyBytes").asInt()).isEqualTo(16);
        var body = relay.ask("GET", "/receipts/" + refused + "/body", null);
        assertThat(body.body()).isEqualTo("{broken <script>");
        assertThat(body.headers().firstValue("content-disposition").orElse("")).startsWith("attachment");
        assertThat(relay.problem(404, "/receipts/" + taken + "/body")).contains("No body is kept");
        assertThat(relay.problem(404, "/receipts/rcp_0000000000000001")).contains("no receipt");
        try (var left = java.nio.file.Files.newDirectoryStream(home.resolve("data"), "rejected-*.body")) {
            await().until(() -> !left.iterator().hasNext());
        }
    }

    @Test
    void deliveriesAreListedByDestinationAndState() throws Exception {
        relay.sinkAnswers(body -> body.contains("wrong") ? 422 : body.contains("late") ? 503 : 204)
                .destination("crm")
                .destination("mail", "filter: \"${body.conversation.key} != 'c1'\"")
                .start();
        relay.note("c1", "wrong");
        relay.note("c2", "late");
        relay.note("c2", "behind");
        relay.note("c3", "good");
        relay.verdict("behind", "crm", "blocked");
        relay.verdict("good", "crm", "delivered");
        relay.verdict("wrong", "mail", "filtered");
        relay.verdict("behind", "mail", "blocked");

        assertThat(states("/deliveries?destination=crm")).containsExactly("retrying", "blocked", "dead");
        assertThat(states("/deliveries?state=retrying")).containsExactly("retrying", "retrying");
        assertThat(states("/deliveries?destination=crm&state=delivered")).containsExactly("delivered");
        assertThat(states("/deliveries?destination=mail&state=filtered")).containsExactly("filtered");
        assertThat(states("/deliveries?destination=crm&state=waiting")).isEmpty();
        assertThat(states("/deliveries?event=" + relay.eventId("wrong"))).containsExactly("dead", "filtered");
        assertThat(states("/deliveries?state=dead&event=" + relay.eventId("wrong")))
                .containsExactly("dead");
        assertThat(walk("/deliveries?limit=1", "id"))
                .hasSize(5)
                .doesNotHaveDuplicates()
                .contains(relay.eventId("wrong") + ".crm");
        assertThat(relay.problem(400, "/deliveries?state=delivered")).contains("add destination= or event=");
        assertThat(relay.problem(400, "/deliveries?destination=crn")).contains("Did you mean crm?");
    }

    @Test
    void whatWaitsForAPausedDestinationIsListedInItsOrder() throws Exception {
        relay.destination("crm", "events: note").start();
        relay.act("POST", "/destinations/crm/pause", null);
        for (int i = 0; i < 4; i++) {
            relay.note("c1", "apple");
            relay.event("status", "c1", "{}");
        }

        assertThat(walk("/deliveries?destination=crm&state=waiting&limit=3", "seq"))
                .containsExactly("1", "3", "5", "7");
    }

    private List<JsonNode> items(String path) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        relay.get(path).path("items").forEach(items::add);
        return items;
    }

    private List<String> texts(String path) throws Exception {
        return relay.get(path).path("items").findValuesAsText("text");
    }

    private List<String> states(String path) throws Exception {
        return relay.get(path).path("items").findValuesAsText("state");
    }

    /** This field of all items of all pages. */
    private List<String> walk(String path, String field) throws Exception {
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = relay.get(path + after);
            page.path("items").forEach(item -> seen.add(item.path(field).asText()));
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asText();
        } while (after != null);
        return seen;
    }
}
