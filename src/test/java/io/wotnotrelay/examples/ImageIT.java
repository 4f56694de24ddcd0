package io.wotnotrelay.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.examples.Tool.Ended;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image holds and does, without an engine: the packaged distribution laid out and started as the Dockerfile says. */
class ImageIT {
    private final Dockerfile dockerfile = read();

    @TempDir
    private Path folder;

    private Path root;

    private static Dockerfile read() {
        try {
            return Dockerfile.read();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void layOut() throws Exception {
        Path distribution = Files.createDirectory(folder.resolve("dist"));
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            Path archive = built.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
            run("tar", "-xzf", archive.toString(), "-C", distribution.toString(), "--strip-components=1");
        }
        root = Files.createDirectory(folder.resolve("root"));
        for (List<String> copy : dockerfile.copied()) {
            Path target = Path.of(root + copy.get(copy.size() - 1));
            boolean into = copy.get(copy.size() - 1).endsWith("/");
            Files.createDirectories(into ? target : target.getParent());
            for (String source : copy.subList(0, copy.size() - 1)) {
                assertThat(source).startsWith("/dist/");
                run("cp", "-a", folder + source, target.toString());
            }
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(Tool.run(List.of(command))).isEqualTo(new Ended(0, ""));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Map<String, FileTime> contents() throws IOException {
        Map<String, FileTime> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.toList()) {
                contents.put(file.toString(), Files.getLastModifiedTime(file));
            }
        }
        return contents;
    }

    @Test
    void whatTheImageStartsBecomesHealthyWritesOnlyItsDataAndStopsInOrder() throws Exception {
        Map<String, FileTime> before = contents();
        int console = freePort();
        List<String> command = new java.util.ArrayList<>(dockerfile.words("ENTRYPOINT"));
        command.set(0, root + command.get(0));
        command.addAll(dockerfile.words("CMD"));
        assertThat(dockerfile.all("ENV")).containsExactly("RELAY_DATA=/data");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        Map<String, String> environment = Map.of(
                "RELAY_DATA",
                folder.resolve("data").toString(),
                "RELAY_WEBHOOK_PORT",
                "0",
                "RELAY_CONSOLE_PORT",
                Integer.toString(console),
                "JAVA_HOME",
                System.getProperty("java.home"));
        builder.environment().putAll(environment);
        assertThat(healthy(environment)).as("before the start").isFalse();
        Process relay = builder.start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> healthy(environment));
            assertThat(contents()).isEqualTo(before);
            relay.destroy();
            assertThat(relay.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(relay.exitValue()).isIn(0, 143);
            assertThat(healthy(environment)).as("after the end").isFalse();
        } finally {
            relay.destroyForcibly();
        }
    }

    /** Runs the very command of HEALTHCHECK. */
    private boolean healthy(Map<String, String> environment) throws Exception {
        ProcessBuilder check = new ProcessBuilder(dockerfile.words("HEALTHCHECK"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("health").toFile());
        check.environment().putAll(environment);
        return check.start().waitFor() == 0;
    }
}
