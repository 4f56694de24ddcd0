package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.destination.Finding.Severity;
import io.wotnotrelay.lane.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipes are destinations, and Kamelets of people's own are steps of them: checked, run and swapped like the rest. */
class PipesAndKameletsTest {
    private static final String PIPE = """
            apiVersion: camel.apache.org/v1
            kind: Pipe
            metadata:
              name: notes
            spec:
              source:
                uri: wotnot:notes
                properties:
                  events: message
              sink:
                ref:
                  kind: Kamelet
                  apiVersion: camel.apache.org/v1
                  name: jsonl-file-sink
                properties:
                  file: "%s"
            """;

    private static final String KAMELET = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: shout-sink
            spec:
              definition:
                title: Shout
                required: [word]
                properties:
                  word:
                    title: Word
                    type: string
                  file:
                    type: string
                    default: a.txt
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - setBody:
                        simple: "{{word}}: ${body.text}"
                    - to:
                        uri: file:FOLDER
                        parameters:
                          fileName: "{{file}}"
                          fileExist: Append
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path out;

    private final FakeLanes lanes = new FakeLanes();
    private Destinations destinations;

    @AfterEach
    void close() {
        if (destinations != null) {
            destinations.close();
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text.replace("FOLDER", out.toString()));
    }

    private List<Finding> findings() {
        return Check.folder(folder, Samples.settings(folder, new Properties()));
    }

    private void open() {
        destinations = new Destinations(Samples.settings(folder, new Properties()), lanes);
        destinations.open(folder);
    }

    private void errors(String... beginnings) {
        List<Finding> findings = findings();
        assertThat(findings).hasSize(beginnings.length);
        for (int i = 0; i < beginnings.length; i++) {
            Finding f = findings.get(i);
            assertThat(f.severity()).isEqualTo(Severity.ERROR);
            assertThat(f.line() + ":" + f.column() + " " + f.sentence()).startsWith(beginnings[i]);
        }
    }

    @Test
    void aPipeOfTheNameForPipesRunsAsADestination() throws IOException {
        Path lines = out.resolve("lines.jsonl");
        write("notes.pipe.yaml", PIPE.formatted(lines));
        assertThat(findings()).isEmpty();
        open();

        assertThat(lanes.deliver("notes", Samples.message(1, "Hi"))).isInstanceOf(Result.Delivered.class);

        assertThat(Files.readString(lines)).contains("\"text\":\"Hi\"");
        assertThat(destinations.status().get(0).destinations()).containsExactly("notes");
    }

    @Test
    void aChangedPipeIsSwappedAndABrokenOneLeavesTheVersionBefore() throws IOException {
        Path file = write("notes.pipe.yaml", PIPE.formatted(out.resolve("a.jsonl")));
        open();
        write("notes.pipe.yaml", PIPE.formatted(out.resolve("b.jsonl")).replace("sink:", "snk:"));
        destinations.swap().changed(Set.of(), Set.of(file));
        assertThat(destinations.status().get(0).state()).isEqualTo(Destinations.State.OUTDATED);
        lanes.deliver("notes", Samples.message(1, "Hi"));
        assertThat(out.resolve("a.jsonl")).exists();

        write("notes.pipe.yaml", PIPE.formatted(out.resolve("b.jsonl")));
        destinations.swap().changed(Set.of(), Set.of(file));
        lanes.deliver("notes", Samples.message(2, "Ho"));
        assertThat(out.resolve("b.jsonl")).exists();
    }

    @Test
    void mistakesInAPipeHaveTheirPlaceAndTheNearestName() throws IOException {
        write("a.pipe.yaml", PIPE.formatted("a").replace("properties:\n      events", "propertis:\n      events"));
        errors("8:5 'propertis' is not known here. Did you mean 'properties'?");
        write("a.pipe.yaml", PIPE.formatted("a").replace("jsonl-file-sink", "jsonl-fil-sink"));
        errors("14:13 There is no Kamelet 'jsonl-fil-sink'. Did you mean 'jsonl-file-sink'?");
        write("a.pipe.yaml", PIPE.formatted("a").replace("events: message", "event: message"));
        errors("9:14 wotnot: has no option 'event'. Did you mean 'events'?");
        write("a.pipe.yaml", PIPE.formatted("a").replace("  sink:", "  snk:"));
        errors("10:3 'snk' is not known here. Did you mean 'sink'?");
        write("a.pipe.yaml", "- route: {}\n");
        assertThat(findings())
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Severity.ERROR));
    }

    @Test
    void twoFilesOfAnyKindCannotHaveTheSameDestination() throws IOException {
        write("a.pipe.yaml", PIPE.formatted("a"));
        Samples.route(folder, "b", "wotnot:notes", "- to: log:x");
        assertThat(findings())
                .singleElement()
                .satisfies(f ->
                        assertThat(f.sentence()).contains("'notes'", "a.pipe.yaml", "give one of them another name"));
    }

    private Path user(String parameters) throws IOException {
        return Samples.route(
                folder, "b", "wotnot:b", "- to:\n    uri: kamelet:shout-sink\n    parameters: { " + parameters + " }");
    }

    @Test
    void aKameletInTheFolderIsAStepOfItsDestinations() throws IOException {
        write("shout-sink.kamelet.yaml", KAMELET);
        user("word: hey");
        assertThat(findings()).isEmpty();
        open();

        assertThat(lanes.deliver("b", Samples.message(1, "Hi"))).isInstanceOf(Result.Delivered.class);

        assertThat(out.resolve("a.txt")).hasContent("hey: Hi");
        user("wrod: hey");
        assertThat(findings())
                .extracting(Finding::sentence)
                .anySatisfy(s -> assertThat(s).contains("has no parameter 'wrod'. Did you mean 'word'?"));
    }

    @Test
    void aChangedKameletIsTakenByTheFilesThatUseItAndABrokenOneLeavesThemRunning() throws IOException {
        Path kamelet = write("shout-sink.kamelet.yaml", KAMELET);
        user("word: hey");
        open();
        write("shout-sink.kamelet.yaml", KAMELET.replace("{{word}}: ", "{{word}}! "));
        destinations.swap().changed(Set.of(), Set.of(kamelet));
        lanes.deliver("b", Samples.message(1, "Hi"));
        assertThat(out.resolve("a.txt")).hasContent("hey! Hi");

        write("shout-sink.kamelet.yaml", KAMELET.replace("setBody", "setBoddy"));
        destinations.swap().changed(Set.of(), Set.of(kamelet));
        assertThat(destinations.status().get(0).state()).isEqualTo(Destinations.State.OUTDATED);
        assertThat(lanes.open).containsKey("b");
        Files.delete(kamelet);
        destinations.swap().changed(Set.of(kamelet), Set.of());
        assertThat(destinations.status().get(0).reason()).contains("There is no Kamelet 'shout-sink'");
    }

    @Test
    void mistakesInAKameletHaveTheirPlaceAndTheNearestName() throws IOException {
        write("shout-sink.kamelet.yaml", KAMELET.replace("title: Word", "titel: Word"));
        errors("11:9 'titel' is not known here. Did you mean 'title'?");
        write("shout-sink.kamelet.yaml", KAMELET.replace("{{word}}", "{{wrod}}"));
        errors("21:21 The template takes {{wrod}}, which is none of the Kamelet's properties. Did you mean 'word'?");
        write("shout-sink.kamelet.yaml", KAMELET.replace("setBody", "setBoddy"));
        errors("20:11 'setBoddy' is not known here. Did you mean 'setBody'?");
        write("shout-sink.kamelet.yaml", KAMELET.replace("name: shout-sink", "name: shout"));
        errors("4:9 The name 'shout' is not that of the file; write 'shout-sink'");
        Files.delete(folder.resolve("shout-sink.kamelet.yaml"));
        write("webhook-sink.kamelet.yaml", KAMELET.replace("shout-sink", "webhook-sink"));
        errors("0:0 The relay has a Kamelet 'webhook-sink' of its own");
    }

    @Test
    void aSubscriptionThatTakesEverythingAwayIsWarnedOf() throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), """
                - route:
                    from:
                      uri: wotnot:a
                      parameters:
                        events: message.text, note
                        except: note, message
                      steps:
                        - log: "${body.text}"
                """);
        assertThat(findings()).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.WARNING);
            assertThat(List.of(f.line(), f.column())).containsExactly(6, 17);
            assertThat(f.sentence()).startsWith("No event would ever come");
        });
    }
}
