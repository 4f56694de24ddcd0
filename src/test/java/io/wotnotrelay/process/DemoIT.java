package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person runs it: a process of its own, in whose terminal letters are typed. */
class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern THREAD = Pattern.compile("In-Reply-To  <conversation-(\\w+)\\.");

    @TempDir
    Path home;

    private Process demo;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(home.resolve("tmp"));
        demo = launch(home.resolve("demo.txt"), "run", "--demo", "--over", "4s");
    }

    @AfterEach
    void kill() {
        demo.destroyForcibly().onExit().join();
    }

    @Test
    void itShowsRowsThreadsOfMailAndSignedHooksAndLeavesNothingBehind() throws Exception {
        await().atMost(PATIENCE).until(() -> said().contains("That was it."));

        assertThat(said()).contains("  20 mails   10 threads", "  20 hooks   each with a signature");
        assertThat(matches(THREAD).stream().collect(Collectors.groupingBy(m -> m.group(1), Collectors.counting())))
                .as("two mails a conversation answer the same one")
                .hasSize(10)
                .containsValue(2L)
                .doesNotContainValue(1L);
        assertThat(lines("POST /hooks/wotnot  webhook-id evt_"))
                .hasSize(20)
                .allMatch(l -> l.contains("signature valid"));
        assertThat(lines("row   ")).hasSize(rowsOf("events.csv")).hasSizeGreaterThan(100);
        assertThat(rowsOf("leads.csv")).isEqualTo(10);
        assertThat(said()).as("no colours where no terminal is").doesNotContain("\u001b");
        assertThat(said().lines().filter(line -> line.matches("(row|POST|[│┌└]).*")))
                .hasSizeGreaterThan(200)
                .allMatch(line -> line.codePointCount(0, line.length()) <= 100);

        demo.destroy();

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(143);
        assertThat(folders()).isEmpty();
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void whatIsSwitchedOffIsWaitedForAndGetsEverythingOnceItIsBack() throws Exception {
        await().atMost(PATIENCE).until(() -> said().contains("That was it."));
        type("hm");
        await().atMost(PATIENCE).until(() -> said().contains("The mail server is off."));

        assertThat(sendAsTold()).isZero();
        await().atMost(PATIENCE).until(() -> said().contains(" for signed-webhook"));
        assertThat(lines("POST ")).hasSize(20);
        type("hm");

        await().atMost(PATIENCE).until(() -> said().contains("Nothing waits any more"));
        await().atMost(PATIENCE).until(() -> lines("┌─ mail").size() == 22);
        assertThat(lines("POST ")).hasSize(22).allMatch(line -> line.contains("signature valid"));

        type("c");
        await().atMost(PATIENCE).until(() -> lines("POST ").size() == 24);
        type("q");
        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isZero();
        assertThat(folders()).isEmpty();
    }

    @Test
    void theLetterThatEndsItDoesSoInItsMidstToo() throws Exception {
        await().atMost(PATIENCE).until(() -> said().contains("POST "));

        type("q");

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isZero();
        assertThat(folders()).isEmpty();
        assertThat(said()).doesNotContain("Exception", "mistake", "Nothing answers", "That was it.");
    }

    @Test
    void stoppedInItsMidstItEndsWithoutComplaint() throws Exception {
        await().atMost(PATIENCE).until(() -> said().contains("POST "));

        demo.destroy();

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(folders()).isEmpty();
        assertThat(said()).doesNotContain("Exception", "mistake", "Nothing answers");
    }

    /** The very words the demo tells people to type in a second terminal. */
    private int sendAsTold() throws Exception {
        String told = lines("  bin/relay send ").get(0).strip();
        String[] words = told.substring("bin/relay ".length()).split(" ");
        return launch(home.resolve("send.txt"), words).waitFor();
    }

    private Process launch(Path output, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Djava.io.tmpdir=" + home.resolve("tmp"),
                "-Drelay.home=" + home,
                "-cp",
                "target/classes:target/lib/*",
                "io.wotnotrelay.Relay"));
        command.addAll(List.of(words));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // what is meant for the person's own relay is not for the demo's
        process.environment().put("RELAY_WEBHOOK_PORT", "1");
        process.environment().put("RELAY_DATA", home.resolve("data").toString());
        return process.start();
    }

    private void type(String letters) throws IOException {
        OutputStream keys = demo.getOutputStream();
        keys.write((letters + "\n").getBytes(StandardCharsets.US_ASCII));
        keys.flush();
    }

    private String said() throws IOException {
        return Files.readString(home.resolve("demo.txt"));
    }

    private List<String> lines(String beginning) throws IOException {
        return said().lines().filter(line -> line.startsWith(beginning)).toList();
    }

    private List<MatchResult> matches(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(said());
        return matcher.results().toList();
    }

    private int rowsOf(String file) throws IOException {
        return Files.readAllLines(folders().get(0).resolve("data").resolve(file))
                        .size()
                - 1;
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(home.resolve("tmp"))) {
            return all.filter(path -> path.getFileName().toString().startsWith("wotnot-relay-demo-"))
                    .toList();
        }
    }
}
