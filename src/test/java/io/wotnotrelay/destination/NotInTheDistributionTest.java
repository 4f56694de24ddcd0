package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a component or a language that Camel has and the distribution has not, it is said how to get it. */
class NotInTheDistributionTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "to: mqtt5:visitors | no component 'mqtt5' | bin/relay add camel-mqtt5 | 15",
                "setBody: {jq: .text} | no language 'jq' | bin/relay add camel-jq | 21",
            })
    void itIsSaidHowToGetIt(String step, String what, String how, int column) throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.camel.yaml"),
                "- route:\n    from:\n      uri: wotnot:a\n      steps:\n        - " + step + "\n");

        assertThat(Check.file(file, Samples.settings(folder, new Properties())))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains(what, how))
                .satisfies(finding -> assertThat(finding.line()).isEqualTo(5))
                .satisfies(finding -> assertThat(finding.column()).isEqualTo(column));
    }
}
