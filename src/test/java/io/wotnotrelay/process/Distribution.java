package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What people download. */
final class Distribution {
    private Distribution() {}

    /** Unpacks it, as built just before, into a folder, and answers with that. */
    static Path unpack(Path folder) throws Exception {
        Path archive;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            archive = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
        }
        int code = new ProcessBuilder(
                        "tar", "-xzf", archive.toString(), "--strip-components=1", "-C", folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
        return folder;
    }
}
