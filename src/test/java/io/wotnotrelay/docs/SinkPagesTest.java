package io.wotnotrelay.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages in docs/sinks say what the Kamelets' own descriptions say. With {@code -Pdocs} they are written first. */
class SinkPagesTest {
    private static final boolean WRITE = "write".equals(System.getProperty("relay.docs"));

    static Stream<Kamelet> kamelets() throws IOException {
        return Kamelet.all().stream();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void thePageIsMadeOfTheKamelet(Kamelet kamelet) throws IOException {
        SinkPage page = new SinkPage(kamelet);
        if (WRITE) {
            Files.createDirectories(SinkPage.FOLDER);
            Files.writeString(page.file(), page.text());
        }
        String stale = page.file() + " is out of date; " + SinkPage.COMMAND + " writes it anew";

        assertThat(page.file()).as(stale).exists();
        assertThat(Files.readString(page.file())).as(stale).isEqualTo(page.text());
    }

    @Test
    void thereIsAPageForEachKameletAndNoOther() throws IOException {
        List<String> expected =
                kamelets().map(kamelet -> kamelet.name() + ".md").toList();
        try (Stream<Path> pages = Files.list(SinkPage.FOLDER)) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void theKameletSaysWhatAPersonWantsToKnow(Kamelet kamelet) {
        assertThat(kamelet.properties()).allSatisfy(property -> {
            assertThat(property.description()).as(property.name()).endsWith(".").hasSizeGreaterThan(20);
            assertThat(property.example()).as("example of " + property.name()).isNotNull();
            assertThat(property.required() && property.standard() != null)
                    .as(property.name() + " is required and has a default")
                    .isFalse();
        });
        assertThat(kamelet.docs()).contains("\n## When it fails\n", "\n## What visitors type\n");
    }

    @Test
    void destinationsLeadToEachPage() throws IOException {
        String destinations = Files.readString(Path.of("docs/destinations.md"));

        assertThat(kamelets())
                .allSatisfy(kamelet -> assertThat(destinations).contains("(sinks/" + kamelet.name() + ".md)"));
    }
}
