package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void everySampleHasItsNameInTheList() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/samples"))) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", "")))
                    .containsExactlyInAnyOrderElementsOf(Samples.NAMES);
        }
    }

    @Test
    void everySampleHoldsOneEventOfItsType() {
        for (String name : Samples.NAMES) {
            String type = Samples.event(name).at("/event/type").asText();

            assertThat(name).startsWith(type).isNotEmpty();
            assertThat(type).isNotEmpty();
        }
    }
}
