package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/relay add} in a folder such as the distribution's, with a real Maven. */
class AddIT {
    @TempDir
    Path home;

    @BeforeEach
    void aDistribution() throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.copy(Path.of("bin/relay"), home.resolve("bin/relay"));
        Files.createDirectories(home.resolve("lib"));
        try (Stream<Path> jars = Files.list(Path.of("target/lib"))) {
            for (Path jar : jars.toList()) {
                Files.createSymbolicLink(home.resolve("lib").resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        try (Stream<Path> jars = Files.list(Path.of("target"))) {
            Path relay = jars.filter(
                            jar -> jar.getFileName().toString().matches("wotnot-relay-[\\d.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(home.resolve("lib/wotnot-relay.jar"), relay.toAbsolutePath());
        }
    }

    @Test
    void aComponentThatIsNotInTheDistributionIsFetchedWithWhatItNeedsAndRuns() throws Exception {
        Path out = home.resolve("out");
        Files.writeString(home.resolve("hello.mustache"), "Hello {{body.visitor.name}}!");
        try (RelayProcess relay = new RelayProcess(home)) {
            Files.writeString(
                    relay.routes().resolve("hello.camel.yaml"), """
                    - route:
                        from:
                          uri: wotnot:hello
                          parameters: {events: message}
                          steps:
                            - to: mustache:file:%s
                            - to: file:%s?fileName=hello.txt
                    """.formatted(home.resolve("hello.mustache"), out));
            assertThat(relay("check").exitCode()).isEqualTo(1);

            RelayCommand added = relay("add", "camel-mustache");
            assertThat(added.exitCode()).as(added.said()).isZero();
            assertThat(added.said()).contains("plugins/camel-mustache-", "Added 2 jars", "after a restart");
            assertThat(names("plugins"))
                    .hasSize(2)
                    .allMatch(jar -> jar.contains("mustache") || jar.startsWith("compiler"));
            assertThat(relay("add", "camel-mustache").said()).contains("All of it is there already.");
            assertThat(relay("check").exitCode()).isZero();

            relay.plugins(home.resolve("plugins"));
            relay.start();
            relay.post(Bodies.batch("c", List.of("hi")));
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(out.resolve("hello.txt")));
            assertThat(out.resolve("hello.txt")).content().startsWith("Hello ");
        }
    }

    @Test
    void whatThereIsNotIsSaidAndNothingIsAdded() throws Exception {
        Files.createFile(home.resolve("application.properties"));

        RelayCommand unknown = relay("add", "camel-nowhere-to-be-found");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.said()).contains("Maven could not fetch org.apache.camel:camel-nowhere-to-be-found:");
        assertThat(relay("add", "a:b").exitCode()).isEqualTo(2);
        assertThat(relay("add", "../x").exitCode()).isEqualTo(2);
        assertThat(names("plugins")).isEmpty();
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private RelayCommand relay(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/relay").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new RelayCommand(process.waitFor(), said);
    }
}
