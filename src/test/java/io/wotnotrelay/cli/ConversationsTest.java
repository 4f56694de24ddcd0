package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 42, -1})
    void aConversationGoesFromItsCreationToItsClose(long seed) throws IOException {
        List<JsonNode> events = events(new Conversations(1, seed, NOW));

        assertThat(kinds(events))
                .startsWith("conversation_create", "message.text", "message.button", "message.button.response")
                .contains("message.form", "message.form.response", "variables", "conversation_labels", "note")
                .contains("assignee_change")
                .endsWith("note", "status");
        assertThat(last(events).at("/event/payload/status").asText()).isEqualTo("Close");
    }

    @Test
    void allEventsOfAConversationShareItsKeysAndNoTwoConversationsDo() throws IOException {
        Conversations conversations = new Conversations(50, 9, NOW);
        Set<String> keys = new HashSet<>();
        while (conversations.hasNext()) {
            List<JsonNode> events = events(conversations.next());
            JsonNode first = events.get(0);
            assertThat(events).allSatisfy(event -> {
                assertThat(event.path("conversation")).isEqualTo(first.path("conversation"));
                assertThat(event.path("visitor")).isEqualTo(first.path("visitor"));
                assertThat(event.path("account")).isEqualTo(first.path("account"));
            });
            assertThat(first.at("/conversation/key").asText()).matches("[0-9a-f]{32}\\d{10}");
            assertThat(first.at("/event/payload/external_key")).isEqualTo(first.at("/conversation/key"));
            keys.add(first.at("/conversation/key").asText());
        }
        assertThat(keys).hasSize(50);
    }

    @Test
    void timesGrowAndLieInTheLastMinutes() throws IOException {
        List<String> times = events(new Conversations(1, 3, NOW)).stream()
                .map(event -> event.path("timestamp").asText())
                .toList();

        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(times.get(0)).isGreaterThan(Stamps.text(NOW.minus(Duration.ofMinutes(20))));
        assertThat(times.get(times.size() - 1)).isLessThanOrEqualTo(Stamps.text(NOW));
    }

    @Test
    void theVisitorsAnswersAgreeAndNobodyIsReal() throws IOException {
        List<JsonNode> events = events(new Conversations(1, 11, NOW));

        JsonNode fields = only(events, "message.form.response").at("/event/payload/message/payload/fields");
        JsonNode variables = only(events, "variables").at("/event/payload/variables");
        for (int i = 0; i < 3; i++) {
            assertThat(fields.get(i).path("value")).isEqualTo(variables.get(i).path("value"));
        }
        assertThat(fields.get(1).path("value").asText()).matches("[a-z]+\\.[a-z]+@example\\.com");
        assertThat(fields.get(2).path("value").asText()).matches("\\+155555501\\d\\d");
        assertThat(events.toString().replaceAll("[a-z0-9.]+@example\\.com", "")).doesNotContain("@");
    }

    @Test
    void theSameSeedTellsTheSameConversation() throws IOException {
        assertThat(events(new Conversations(2, 4, NOW))).isEqualTo(events(new Conversations(2, 4, NOW)));
        assertThat(events(new Conversations(2, 4, NOW))).isNotEqualTo(events(new Conversations(2, 5, NOW)));
    }

    @Test
    void eachPayloadHasTheShapeOfTheDocumentedOne() throws IOException {
        for (JsonNode event : events(new Conversations(5, 21, NOW))) {
            String kind = kind(event).equals("variables") ? "variables.text" : kind(event);
            JsonNode documented = Samples.event(kind);

            assertThat(names(event)).isEqualTo(names(documented));
            assertThat(names(event.at("/event/payload"))).isEqualTo(names(documented.at("/event/payload")));
            assertThat(names(event.at("/event/payload/message/payload")))
                    .isEqualTo(names(documented.at("/event/payload/message/payload")));
        }
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> events(Conversations conversations) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        while (conversations.hasNext()) {
            events.addAll(events(conversations.next()));
        }
        return events;
    }

    private static List<JsonNode> events(List<Post> posts) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (Post post : posts) {
            JsonNode batch = JSON.readTree(post.body()).path("events");
            assertThat(batch.size()).isEqualTo(post.events()).isPositive();
            batch.forEach(events::add);
        }
        return events;
    }

    private static List<String> kinds(List<JsonNode> events) {
        return events.stream().map(ConversationsTest::kind).toList();
    }

    private static String kind(JsonNode event) {
        String type = event.at("/event/type").asText();
        return type.equals("message")
                ? type + "." + event.at("/event/payload/message/type").asText()
                : type;
    }

    private static JsonNode only(List<JsonNode> events, String kind) {
        return events.stream()
                .filter(event -> kind(event).equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode last(List<JsonNode> events) {
        return events.get(events.size() - 1);
    }
}
