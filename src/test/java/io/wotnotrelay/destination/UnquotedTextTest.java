package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON and lists that nobody has put into quotes are told as what they are, with how to write them. */
class UnquotedTextTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\": \"${body.visitor.name}\"} | body: '{…}'",
                "[\"${body.id}\", 1] | body: '[…]'",
                "{\"answers\": ${body.variables}} | put all of it into single quotes, or below a",
                "{{env:BODY}} {\"a\": 1} | put a value that begins with {{ into quotes",
            })
    void itIsSaidToQuoteIt(String body, String hint) throws IOException {
        Path file = Files.writeString(folder.resolve("a.camel.yaml"), """
                - route:
                    from:
                      uri: wotnot:a
                      steps:
                        - to:
                            uri: kamelet:webhook-sink
                            parameters:
                              url: https://example.com
                              body: %s
                """.formatted(body));

        assertThat(Check.file(file, Samples.settings(folder, new Properties())))
                .first()
                .satisfies(finding -> assertThat(finding.sentence()).contains(hint))
                .satisfies(finding -> assertThat(finding.line()).isEqualTo(9))
                .satisfies(finding -> assertThat(finding.column()).isGreaterThanOrEqualTo(21));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "uri: \"wotnot:a | never closed",
                "uri: wotnot:\u0000a | holds a character that no text has",
                "parameters: {events: *} | write all",
            })
    void whatEndsTheReadingOfAFileIsSaidInWords(String line, String words) throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.camel.yaml"),
                "- route:\n    from:\n      " + line + "\n      steps:\n        - log: x\n");

        assertThat(Check.file(file, Samples.settings(folder, new Properties())))
                .first()
                .satisfies(finding -> assertThat(finding.sentence()).contains(words));
    }
}
