package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/relay check} prints, for people and for a build. */
class CheckCommandTest {
    @TempDir
    Path home;

    private Terminal terminal;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(home.resolve("routes"));
        terminal = new Terminal(home);
    }

    private void file(String name, String yaml) throws IOException {
        Files.writeString(home.resolve("routes").resolve(name), yaml);
    }

    private static String route(String events, String uri, String parameters) {
        return """
                - route:
                    from:
                      uri: wotnot:a
                      parameters: { events: %s }
                      steps:
                        - to:
                            uri: %s
                            parameters: { %s }
                """.formatted(events, uri, parameters);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(terminal.out());
    }

    @Test
    void aMistakeHasItsPlaceItsLineASentenceAndWhatToDo() throws IOException {
        file("a.camel.yaml", route("note", "kamelet:webhok-sink", "url: 'https://example.com'"));

        assertThat(terminal.run("check", "--json")).isEqualTo(1);

        JsonNode found = json();
        assertThat(found.path("errors").asInt()).isEqualTo(1);
        assertThat(found.path("warnings").asInt()).isZero();
        assertThat(found.path("items")).singleElement().satisfies(item -> {
            assertThat(item.path("severity").asText()).isEqualTo("error");
            assertThat(item.path("file").asText()).endsWith("routes/a.camel.yaml");
            assertThat(item.path("line").asInt()).isEqualTo(7);
            assertThat(item.path("column").asInt()).isEqualTo(18);
            assertThat(item.path("excerpt").asText()).isEqualTo("uri: kamelet:webhok-sink");
            assertThat(item.path("sentence").asText())
                    .isEqualTo("There is no Kamelet 'webhok-sink'. Did you mean 'webhook-sink'?");
            assertThat(item.path("remedy").asText()).isEqualTo("Did you mean 'webhook-sink'?");
        });
    }

    @Test
    void bothFormsHaveTheSameFindings() throws IOException {
        file("a.camel.yaml", route("message.buton", "kamelet:webhook-sink", "url: 'https://example.com', tmeout: 1s"));
        file("b.camel.yaml", "- route:\n    from:\n      uri: wotnot:b\n      stepz: []\n");
        file("c.yaml", "[]");

        assertThat(terminal.run("check")).isEqualTo(1);
        String text = terminal.out();
        assertThat(terminal.run("check", "--json")).isEqualTo(1);

        List<String> lines = new ArrayList<>();
        for (JsonNode item : json().path("items")) {
            lines.add("%s:%d:%d: %s: %s"
                    .formatted(
                            item.path("file").asText(),
                            Math.max(1, item.path("line").asInt()),
                            Math.max(1, item.path("column").asInt()),
                            item.path("severity").asText(),
                            item.path("sentence").asText()));
            if (!item.path("excerpt").isNull()) {
                lines.add("    " + item.path("excerpt").asText());
            }
        }
        assertThat(text.lines().toList())
                .startsWith(lines.toArray(String[]::new))
                .hasSize(lines.size() + 1)
                .last()
                .asString()
                .startsWith("2 errors, 2 warnings in ");
    }

    @Test
    void warningsLeaveTheExitCodeAtZero() throws IOException {
        file("a.camel.yaml", route("message.buton", "log:x", "level: INFO"));

        assertThat(terminal.run("check", "--json")).isZero();
        assertThat(json().path("errors").asInt()).isZero();
        assertThat(json().path("warnings").asInt()).isEqualTo(1);
        assertThat(json().at("/items/0/remedy").asText()).isEqualTo("Did you mean 'message.button'?");
    }

    @Test
    void aSecretInTheOpenIsToldAndNotShown() throws IOException {
        file(
                "a.camel.yaml",
                route(
                        "note",
                        "kamelet:webhook-sink",
                        "url: 'https://example.com', secret: whsec_Zm9vYmFy, tmeout: 1s"));
        file("b.camel.yaml", "- route:\n    password: hunter22: x\n");

        assertThat(terminal.run("check", "--json")).isEqualTo(1);
        String json = terminal.out();
        assertThat(terminal.run("check")).isEqualTo(1);

        assertThat(json).contains("stands here in the open").contains("•••");
        assertThat(json + terminal.out()).doesNotContain("Zm9vYmFy").doesNotContain("hunter22");
    }

    @Test
    void aPlaceholderIsShownAsItStands() throws IOException {
        file("a.camel.yaml", route("note", "kamelet:webhook-sink", "secret: '{{env:NOWHERE_SET}}'"));

        assertThat(terminal.run("check", "--json")).isEqualTo(1);
        assertThat(terminal.out()).contains("parameters: { secret: '{{env:NOWHERE_SET}}' }");
    }
}
