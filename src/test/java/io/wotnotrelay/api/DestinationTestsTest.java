package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Destinations are tested for real, and their lanes know nothing of it. */
class DestinationTestsTest {
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

    private JsonNode test(String name, String body) throws Exception {
        return relay.act("POST", "/destinations/" + name + "/test", body);
    }

    private static String part(JsonNode message, String name) {
        for (JsonNode part : message.path("parts")) {
            if (part.path("name").asText().equals(name)) {
                return part.path("text").asText();
            }
        }
        return null;
    }

    @Test
    void aTestIsSentForRealMarkedAndShown() throws Exception {
        relay.destination("crm", "events: note").start();

        JsonNode tested = test("crm", null);

        assertThat(tested.path("result").asText()).isEqualTo("delivered");
        assertThat(tested.at("/event/of").asText()).isEqualTo("note");
        JsonNode taken = relay.taken("crm").get(0);
        assertThat(taken.path("text").asText()).startsWith("[test] ");
        assertThat(taken.at("/extra/relay_test").asBoolean()).isTrue();
        assertThat(taken.path("id").asText()).isEqualTo(tested.at("/event/id").asText());
        JsonNode sent = tested.path("sent");
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).path("by").asText())
                .startsWith("POST http://127.0.0.1:")
                .doesNotContain("/crm");
        assertThat(new ObjectMapper().readTree(part(sent.get(0), "Body"))).isEqualTo(taken);
        assertThat(sent.get(0).path("answer").asText()).contains("answered 204");
    }

    @Test
    void theLaneKnowsNothingOfATest() throws Exception {
        relay.sinkAnswers(body -> body.contains("[test]") ? 422 : 204)
                .destination("crm", "rate: 1/1h")
                .start();
        relay.note("c1", "apple");
        relay.verdict("apple", "crm", "delivered");
        JsonNode before = relay.get("/destinations/crm");
        JsonNode events = relay.get("/events");

        for (int i = 0; i < 7; i++) {
            assertThat(test("crm", null).path("result").asText()).isEqualTo("failed");
        }

        assertThat(relay.get("/destinations/crm")).isEqualTo(before);
        assertThat(relay.get("/events").path("items")).isEqualTo(events.path("items"));
        assertThat(relay.get("/deliveries").path("items")).isEmpty();
    }

    @Test
    void aStoredEventIsTestedWithWhatIsKnownOfItsConversationAndAnIdOfItsOwn() throws Exception {
        relay.destination("crm").start();
        relay.event("variables", "c1", "{\"variables\":[{\"name\":\"visitor_email\",\"value\":\"ada@example.com\"}]}");
        relay.note("c1", "apple");
        relay.verdict("apple", "crm", "delivered");
        String real = relay.eventId("apple");

        JsonNode tested = test("crm", "{\"event\":\"" + real + "\"}");

        assertThat(tested.at("/event/of").asText()).isEqualTo(real);
        List<JsonNode> taken = relay.taken("crm");
        JsonNode last = taken.get(taken.size() - 1);
        assertThat(last.path("text").asText()).startsWith("[test] ").contains("apple");
        assertThat(last.path("id").asText()).isNotEqualTo(real);
        assertThat(last.path("visitor")).isEqualTo(taken.get(taken.size() - 2).path("visitor"));
        assertThat(last.at("/conversation/key").asText()).isEqualTo("c1");
    }

    @Test
    void aRefusalIsToldInPlainWordsWithWhatWouldBecomeOfARealEvent() throws Exception {
        relay.sinkAnswers(body -> 401).destination("crm").start();

        JsonNode tested = test("crm", "{\"sample\":\"message.form.response\"}");

        assertThat(tested.path("result").asText()).isEqualTo("failed");
        assertThat(tested.path("failure").asText()).isEqualTo("configuration");
        assertThat(tested.path("code").asInt()).isEqualTo(401);
        assertThat(tested.path("cause").asText()).contains("401");
        assertThat(tested.path("consequence").asText()).contains("held until this is mended");
        assertThat(tested.path("sent")).hasSize(1);
        assertThat(relay.get("/destinations/crm").path("state").asText()).isEqualTo("running");
    }

    @Test
    void whatWouldKeepARealEventAwayIsNoted() throws Exception {
        relay.destination("crm", "events: message.text", "filter: \"${body.visitor.email} == 'x@example.com'\"")
                .start();

        JsonNode tested = test("crm", "{\"sample\":\"note\"}");

        assertThat(tested.path("result").asText()).isEqualTo("delivered");
        assertThat(tested.path("notes").get(0).asText()).contains("subscribes to message.text");
        assertThat(tested.path("notes").get(1).asText()).contains("left out by the filter", "x@example.com");
        assertThat(test("crm", null).at("/event/of").asText()).isEqualTo("message.text");
        relay.act("POST", "/destinations/crm/pause", null);
        assertThat(test("crm", null).path("notes").toString()).contains("Real events wait now");
    }

    @Test
    void wrongUseHasASentence() throws Exception {
        relay.destination("crm")
                .file("broken.camel.yaml", "- route:\n    from:\n      uri: wotnot:broken\n      stepz: []\n")
                .start();
        String path = "/destinations/crm/test";

        assertThat(relay.problem(404, "POST", "/destinations/none/test", null)).contains("There are: broken, crm");
        assertThat(relay.problem(409, "POST", "/destinations/broken/test", null))
                .contains("does not run", "stepz");
        assertThat(relay.problem(400, "POST", path, "{\"sample\":\"nte\"}")).contains("Did you mean note?");
        assertThat(relay.problem(400, "POST", path, "{\"smple\":\"note\"}")).contains("The body must be JSON");
        assertThat(relay.problem(400, "POST", path, "{\"sample\":\"note\",\"event\":\"evt_1\"}"))
                .contains("not both");
        assertThat(relay.problem(404, "POST", path, "{\"event\":\"evt_1\"}")).contains("no event of this id");
    }

    @Test
    void aMailShowsItsReceiversItsSubjectAndItsText() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            relay.file("mail.camel.yaml", """
                    - route:
                        from:
                          uri: wotnot:mail
                          parameters: { events: note }
                          steps:
                            - to:
                                uri: kamelet:email-alert-sink
                                parameters:
                                  host: 127.0.0.1
                                  port: %d
                                  security: none
                                  from: relay@example.com
                                  to: sales@example.com
                                  subject: "Note: ${body.text}"
                                  body: "Read it.\\nsecret-of-the-file"
                            - to: { uri: "log:after", parameters: { level: DEBUG } }
                    """.formatted(mail.getSmtp().getPort()))
                    .start();

            JsonNode tested = test("mail", null);

            assertThat(tested.path("result").asText())
                    .as(tested.toPrettyString())
                    .isEqualTo("delivered");
            JsonNode shown = tested.path("sent").get(0);
            assertThat(shown.path("by").asText()).isEqualTo("email-alert-sink");
            assertThat(part(shown, "To")).isEqualTo("sales@example.com");
            assertThat(part(shown, "Subject"))
                    .startsWith("Note: [test] ")
                    .isEqualTo(mail.getReceivedMessages()[0].getSubject());
            assertThat(part(shown, "Text")).startsWith("Read it.");
            assertThat(shown.path("answer").asText()).contains("taken it for all recipients");
            assertThat(tested.path("sent").get(1).path("by").asText()).startsWith("log://after");
        } finally {
            mail.stop();
        }
    }

    @Test
    void filesAreShownAsTheyAreWrittenAndSecretsAreDots() throws Exception {
        Path secret = Files.writeString(home.resolve("key"), "open-sesame");
        relay.setting("camel.kamelet.csv-file-sink.file=" + home.resolve("rows.csv"))
                .file("files.camel.yaml", """
                        - route:
                            from:
                              uri: wotnot:files
                              steps:
                                - to:
                                    uri: kamelet:csv-file-sink
                                    parameters:
                                      columns: |
                                        Text: ${body.text}
                                        Key: {{file:%s}}
                                - to:
                                    uri: kamelet:jsonl-file-sink
                                    parameters: { file: "%s" }
                        """.formatted(secret, home.resolve("lines.jsonl")))
                .start();

        JsonNode tested = test("files", "{\"sample\":\"note\"}");

        assertThat(tested.path("result").asText()).as(tested.toPrettyString()).isEqualTo("delivered");
        JsonNode row = tested.path("sent").get(0);
        assertThat(part(row, "Place")).endsWith("rows.csv");
        assertThat(part(row, "Text")).startsWith("[test] ");
        assertThat(part(row, "Key")).isEqualTo("•••");
        assertThat(Files.readString(home.resolve("rows.csv"))).contains("[test] ", "open-sesame");
        assertThat(part(tested.path("sent").get(1), "Line")).contains("[test] ");
        assertThat(tested.toString()).doesNotContain("open-sesame");
    }

    @Test
    void theRelaysOwnEventsHaveSamplesToo() throws Exception {
        relay.destination("alerts", "events: relay.dead_letter").start();

        JsonNode tested = test("alerts", null);

        assertThat(tested.at("/event/of").asText()).isEqualTo("relay.dead_letter");
        assertThat(relay.taken("alerts").get(0).path("source").asText()).isEqualTo("relay");
    }
}
