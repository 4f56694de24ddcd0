package io.wotnotrelay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedRoutesAimedTest {
    @TempDir
    private Path folder;

    @Test
    void theyAreTheShippedFilesButForTheirHostsTheirSecretsAndTheirPatience() throws IOException {
        ShippedRoutes.write(folder, 4711);

        for (String file : ShippedRoutes.FILES) {
            List<String> shipped = Files.readAllLines(Path.of("routes", file));
            List<String> run = Files.readAllLines(folder.resolve(file.replace(".example", "")));
            List<String> changed = shipped.stream()
                    .filter(line -> line.contains("example.com") || line.contains("{{env:"))
                    .toList();
            assertThat(run).as(file).hasSize(shipped.size() + 5);
            assertThat(shipped.stream().filter(line -> !run.contains(line)))
                    .as(file)
                    .isSubsetOf(changed);
        }
    }

    @Test
    void nothingOfThemLeavesTheMachineOrAsksTheEnvironment() throws IOException {
        ShippedRoutes.write(folder, 4711);

        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain("https://example.com", "smtp.example.com", "{{env:");
            }
        }
        assertThat(Files.readString(folder.resolve("webhook-signed.camel.yaml")))
                .contains("url: http://127.0.0.1:4711/hooks/wotnot", "secret: \"{{demo.WEBHOOK_SECRET}}\"");
        assertThat(Files.readString(folder.resolve("email-alert.camel.yaml")))
                .contains("host: 127.0.0.1", "password: \"{{demo.SMTP_PASSWORD}}\"");
    }
}
