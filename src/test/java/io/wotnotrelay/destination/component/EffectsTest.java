package io.wotnotrelay.destination.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.destination.Destinations;
import io.wotnotrelay.destination.FakeLanes;
import io.wotnotrelay.destination.Samples;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectsTest {
    private static final String HOOK = """
            - to:
                uri: kamelet:webhook-sink
                parameters: {url: "http://127.0.0.1:9/"}
            """;

    @TempDir
    private Path folder;

    private boolean announces(String steps) throws Exception {
        Samples.route(folder, "a", "wotnot:a", steps);
        FakeLanes lanes = new FakeLanes();
        try (Destinations destinations = new Destinations(Samples.settings(folder, new Properties()), lanes)) {
            destinations.open(folder);
            assertThat(destinations.status().get(0).reason()).isNull();
            return lanes.open.get("a").wantsIntents();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- log: x",
                "- to: log:x",
                "- setBody:\n    simple: x",
                "- filter:\n    simple: ${body.text} == 'a'\n    steps:\n      - log: x"
            })
    void aRouteThatDoesNothingOutsideNeedsNoIntents(String steps) throws Exception {
        assertThat(announces(steps)).isFalse();
    }

    @Test
    void aWebHookTellsASecondTimeByItsIdAlsoInsideAChoice() throws Exception {
        assertThat(announces(HOOK)).isFalse();
        assertThat(announces("- choice:\n    when:\n      - simple: ${body.text} == 'a'\n        steps:\n"
                        + HOOK.indent(10)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to:\n    uri: kamelet:jsonl-file-sink\n    parameters: {file: target/x.jsonl}",
                "- to:\n    uri: kamelet:csv-file-sink\n    parameters: {file: target/x.csv}",
                "- to: file:target/x",
                "- to: http://127.0.0.1:9/",
                "- to: mock:x",
                "- filter:\n    simple: ${body.text} == 'a'\n    steps:\n      - to: file:target/x",
                "- process:\n    ref: '#class:io.wotnotrelay.destination.ExactTestSink'"
            })
    void whateverIsNotKnownToBeHarmlessIsAnnounced(String steps) throws Exception {
        assertThat(announces(steps)).isTrue();
    }

    @Test
    void oneStepThatMustNotBeRepeatedIsEnough() throws Exception {
        assertThat(announces(HOOK + "- to: file:target/x\n")).isTrue();
    }
}
