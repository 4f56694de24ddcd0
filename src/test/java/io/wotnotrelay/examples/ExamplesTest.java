package io.wotnotrelay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of docs/examples are what the document shows. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("docs/examples");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:ini|nginx|caddy|sh)\\n(.*?)^```");

    private static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.toList();
        }
    }

    @Test
    void everyExampleStandsInTheDocumentAsItIsAndIsNamedThere() throws IOException {
        String operations = Files.readString(Path.of("docs/operations.md"));
        List<String> blocks = BLOCK.matcher(operations)
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceFirst("^```\\w+\\n", "").replaceFirst("```$", ""))
                .toList();
        assertThat(examples()).hasSizeGreaterThan(3);
        for (Path example : examples()) {
            assertThat(operations).contains("(examples/" + example.getFileName() + ")");
            assertThat(blocks).as(example.toString()).contains(Files.readString(example));
        }
    }

    @Test
    void everyExampleSaysInItsFirstLinesWhereItBelongs() throws IOException {
        for (Path example : examples()) {
            assertThat(Files.readString(example).lines().limit(2))
                    .as(example.toString())
                    .anyMatch(line -> line.startsWith("# /etc/"));
        }
    }

    @Test
    void theDistributionHoldsThem() throws IOException {
        assertThat(Files.readString(Path.of("src/main/assembly/distribution.xml")))
                .contains("<include>docs/**</include>");
    }
}
