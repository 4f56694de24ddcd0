package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** {@code bin/relay check --against-history}: a changed file is played against what came, and nothing is sent. */
class HistoryCheckTest {
    @TempDir
    Path home;

    @TempDir
    Path drafts;

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

    private int check(String... more) {
        List<String> all = new ArrayList<>(List.of("check", drafts.toString(), "--against-history", "7d"));
        all.addAll(List.of(more));
        all.addAll(List.of("--api", relay.console().toString()));
        return terminal.run(all.toArray(String[]::new));
    }

    private JsonNode history() throws Exception {
        return new ObjectMapper().readTree(terminal.out()).path("history");
    }

    private void draft(String name, String options, String steps) throws Exception {
        Files.writeString(
                drafts.resolve(name + ".camel.yaml"),
                "- route:\n    from:\n      uri: wotnot:" + name + "\n      parameters: { " + options
                        + " }\n      steps:\n" + steps.indent(8));
    }

    private static String sink(String name, String parameters) {
        return "- to:\n    uri: kamelet:" + name + "\n    parameters: { " + parameters + " }";
    }

    @Test
    void whatWouldGoThereIsComparedWithWhatRunsAndNothingIsSent() throws Exception {
        relay.destination("crm", "events: note", "filter: \"${body.text} contains 'apple'\"")
                .start();
        relay.note("c1", "apple one");
        relay.note("c2", "apple two");
        relay.note("c3", "pear");
        relay.event("status", "c1", "{\"is_closed\":true}");
        relay.verdict("two", "crm", "delivered");
        int sent = relay.received().size();
        String url = relay.console().toString();
        draft(
                "crm",
                "events: note, filter: \"${body.text} contains 'pear' || ${body.text} contains 'one'\"",
                sink("webhook-sink", "url: '" + url + "/secret', body: '{\"said\": \"${body.text}\"}'"));

        assertThat(check("--json")).as(terminal.out() + terminal.err()).isZero();

        JsonNode crm = history().path(0);
        assertThat(crm.path("destination").asText()).isEqualTo("crm");
        assertThat(crm.path("running").asBoolean()).isTrue();
        assertThat(crm.path("events").asInt()).isEqualTo(4);
        assertThat(crm.path("now").asInt()).isEqualTo(2);
        assertThat(crm.path("then").asInt()).isEqualTo(2);
        assertThat(crm.path("gained").asInt()).isEqualTo(1);
        assertThat(crm.path("lost").asInt()).isEqualTo(1);
        assertThat(crm.path("first")).hasSize(2);
        assertThat(crm.at("/first/0/sent/0/parts/0/text").asText()).isEqualTo("{\"said\":\"Note: apple one\"}");
        assertThat(relay.received()).hasSize(sent);
        assertThat(check()).isZero();
        assertThat(terminal.out())
                .contains("crm: of 4 events since 7d it would get 2; the one that runs gets 2 (+1, −1).", "apple one")
                .doesNotContain("/secret");
    }

    @Test
    void noKindOfSinkOrComponentSendsAnything() throws Exception {
        relay.start();
        relay.note("c1", "apple");
        Path out = drafts.resolve("out");
        draft(
                "files",
                "events: all",
                sink("csv-file-sink", "file: '" + out + "/a.csv'")
                        + "\n" + sink("jsonl-file-sink", "file: '" + out + "/a.jsonl'")
                        + "\n- to:\n    uri: file:" + out + "\n    parameters: { fileName: b.txt }");
        draft(
                "mail",
                "events: all",
                sink(
                        "email-alert-sink",
                        "host: 127.0.0.1, port: 1, security: none, from: a@example.com, to: b@example.com"));
        draft(
                "slack",
                "events: all",
                sink(
                        "slack-message-sink",
                        "botToken: '{{file:" + Files.writeString(drafts.resolve("t"), "xoxb-1234")
                                + "}}', channel: '#a', apiUrl: 'http://127.0.0.1:1'"));

        draft(
                "tables",
                "events: all",
                sink("sql-table-sink", "url: 'jdbc:sqlite:" + out + "/a.db', table: t, createTable: true"));
        draft(
                "zzcontacts",
                "events: all",
                sink(
                        "hubspot-contact-sink",
                        "accessToken: '{{file:" + drafts.resolve("t")
                                + "}}', email: a@example.com, apiUrl: 'http://127.0.0.1:1'"));

        assertThat(check("--json")).as(terminal.out() + terminal.err()).isZero();

        assertThat(out).doesNotExist();
        assertThat(history()).hasSize(5).allSatisfy(one -> {
            assertThat(one.path("running").asBoolean()).isFalse();
            assertThat(one.path("then").asInt()).isEqualTo(1);
            assertThat(one.path("first")).hasSize(1);
        });
        assertThat(history().path(0).at("/first/0/sent")).hasSize(3);
        assertThat(history().path(0).at("/first/0/sent/2/by").asText()).startsWith("file://");
        assertThat(history().path(1).at("/first/0/sent/0/by").asText()).isEqualTo("email-alert-sink");
        assertThat(history().path(3).at("/first/0/sent/0/parts/0/text").asText())
                .isEqualTo("t");
        assertThat(history().path(4).at("/first/0/sent/0/parts/0/text").asText())
                .contains("a@example.com");
        assertThat(history().path(2).at("/first/0/sent/0/parts/1/text").asText())
                .contains("apple");
    }

    @Test
    void eachTemplateThatFailsIsTold() throws Exception {
        relay.start();
        for (int i = 0; i < 12; i++) {
            relay.note("c" + i, i % 2 == 0 ? "apple" + i : "pear" + i);
        }
        draft(
                "mail",
                "events: note",
                sink(
                        "email-alert-sink",
                        "host: 127.0.0.1, security: none, from: a@example.com, to: '${body.visitor.email}'"));

        assertThat(check("--json")).isEqualTo(1);

        JsonNode failing = history().at("/0/failures");
        assertThat(failing).hasSize(1);
        assertThat(failing.path(0).path("count").asInt()).isEqualTo(12);
        assertThat(failing.path(0).path("cause").asText()).contains("no mail address");
        assertThat(failing.path(0).path("eventIds")).hasSize(10);
    }

    @Test
    void aRouteThatRunsCodeIsCountedOnlyAndABrokenFileIsLeftOut() throws Exception {
        relay.start();
        relay.note("c1", "apple");
        draft("code", "events: note", "- bean:\n    beanType: java.lang.StringBuilder\n    method: length");
        draft("broken", "evnts: note", "- to: log:x");

        assertThat(check("--json")).isEqualTo(1);

        assertThat(history()).hasSize(1);
        assertThat(history().at("/0/unfit").asText()).startsWith("The step bean runs code");
        assertThat(history().at("/0/then").asInt()).isEqualTo(1);
    }

    @Test
    void whatWasKnownOfAConversationThenIsKnownNow() throws Exception {
        relay.start();
        relay.event("variables", "c1", "{\"variables\":[{\"name\":\"visitor_email\",\"value\":\"ada@example.com\"}]}");
        relay.note("c1", "apple");
        draft(
                "known",
                "events: note, filter: \"${body.visitor.email} == 'ada@example.com'\"",
                sink("webhook-sink", "url: 'http://127.0.0.1:1'"));

        assertThat(relay.get("/history").at("/items/1/visitor/email").asText()).isEqualTo("ada@example.com");
        assertThat(check("--json")).isZero();
        assertThat(history().at("/0/then").asInt()).isEqualTo(1);
        assertThat(relay.get("/history?limit=1").path("next").asText()).isEqualTo("1");
        assertThat(relay.get("/history?since=2100-01-01T00:00:00Z").path("items"))
                .isEmpty();
    }
}
