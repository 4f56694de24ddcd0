package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.docs.Kamelet;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.sink.FakeGoogle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/** In a rehearsal every sink shows what it would send, and none sends: what they would send to is not there. */
class RehearsalTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private final Properties camel = new Properties();

    static Stream<Kamelet> kamelets() throws IOException {
        return Kamelet.all().stream();
    }

    private Rehearsed rehearse(String steps, String text) throws IOException {
        Path file = Samples.route(folder, "a", "wotnot:a", steps);
        try (Rehearsal rehearsal =
                Rehearsal.of(file, Samples.settings(folder, camel)).orElseThrow()) {
            StoredEvent event = Samples.message(1, text);
            rehearsal.play(new PastEvent(
                    1,
                    event.id(),
                    Instant.ofEpochMilli(event.receivedAt()),
                    io.wotnotrelay.event.Kind.of(event.kind()),
                    new String(event.raw(), StandardCharsets.UTF_8),
                    event.event().visitor(),
                    event.event().conversation(),
                    Set.of()));
            return rehearsal.results(Set.of()).get(0);
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void aSinkShowsWhatItWouldSendAndStops(Kamelet kamelet) throws Exception {
        camel.setProperty("documented.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        String parameters = new Dump(DumpSettings.builder().setWidth(1000).build())
                .dumpToString(kamelet.examples(kamelet.smallest()))
                .replaceAll("\\{\\{env:\\w+_URL}}", "https://example.invalid/hook")
                .replaceAll("\\{\\{env:TELEGRAM\\w+}}", "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11")
                .replaceAll("\\{\\{env:\\w+}}", "{{documented.secret}}")
                .replace("/etc/wotnot-relay/google-key.json", key().toString())
                .replaceAll("example\\.com", "example.invalid");
        String step = "- to:\n    uri: kamelet:" + kamelet.name() + "\n    parameters: " + parameters.strip();
        if (kamelet.name().equals("hubspot-contact-sink")) {
            step += "\n";
            step = step.replaceFirst("\\{", "{email: a@example.invalid, ");
        }

        Rehearsed result = rehearse(step, "Hello-there");

        assertThat(result.failures()).isEmpty();
        assertThat(result.first())
                .singleElement()
                .satisfies(rendered -> assertThat(rendered.sent())
                        .as("what it shows")
                        .isNotEmpty()
                        .allSatisfy(message -> {
                            assertThat(message.parts()).isNotEmpty();
                            assertThat(message.answer()).isNull();
                        }));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("a.camel.yaml");
        }
    }

    private Path key() throws IOException {
        try (FakeGoogle google = new FakeGoogle()) {
            return Files.writeString(elsewhere.resolve("key.json"), google.key().toString());
        }
    }

    @Test
    void aComponentIsAStandInThatShowsWhatItWasGiven() throws IOException {
        Rehearsed result = rehearse(
                "- setBody:\n    simple: \"said ${body.text}\"\n- to: file:" + elsewhere
                        + "/out\n- to: http://127.0.0.1:1",
                "Hello-there");

        assertThat(result.first().get(0).sent())
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.parts().get(0).text()).isEqualTo("said Hello-there"));
        assertThat(elsewhere.resolve("out")).doesNotExist();
    }
}
