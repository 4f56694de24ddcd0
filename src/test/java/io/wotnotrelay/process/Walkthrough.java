package io.wotnotrelay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.docs.Blocks;
import io.wotnotrelay.docs.Blocks.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does what a page of the documentation says, block by block, in a folder of its own. */
final class Walkthrough implements AutoCloseable {
    private static final Pattern FILE = Pattern.compile("(?:Save this as|Add[^`]* to)\\s+`([^`]+)`");
    private static final Pattern SECRET = Pattern.compile("(?:into|as)\\s+`(secrets/[^`]+)`");
    private static final Pattern HEADING = Pattern.compile("##+ .*");
    private static final String RUN = "bin/relay run";

    private final Path source;
    private final Path home;
    private final Map<String, String> environment;
    private final Map<String, String> substitutions;
    private final List<String> page;
    private Map<String, String> secrets = Map.of();
    private Process relay;
    private String lastSaid = "";
    private int starts;

    /** @param substitutions what is written otherwise in the files that are saved, and nothing else */
    Walkthrough(Path page, Path home, Map<String, String> environment, Map<String, String> substitutions)
            throws IOException {
        this.source = page;
        this.home = home;
        this.environment = environment;
        this.substitutions = substitutions;
        this.page = Files.readAllLines(page);
    }

    /** What the person who follows the page writes into the files of secrets that it asks for. */
    void knows(Map<String, String> secrets) {
        this.secrets = secrets;
    }

    /** Starts the relay, of a page that takes it for running. */
    void run() throws Exception {
        start(RUN);
    }

    /** The process of the relay that was started last. */
    long pid() {
        return relay.descendants().findFirst().map(ProcessHandle::pid).orElse(relay.pid());
    }

    boolean isRunning() {
        return relay.isAlive();
    }

    /** Does everything under this heading, up to the next one. */
    void follow(String heading) throws Exception {
        for (Block block : blocks(heading)) {
            act(block);
        }
    }

    private List<Block> blocks(String heading) {
        int from = page.indexOf(heading);
        assertThat(from).as("the heading \"%s\" of %s", heading, source).isNotNegative();
        int to = from + 1;
        while (to < page.size() && !HEADING.matcher(page.get(to)).matches()) {
            to++;
        }
        int end = to;
        return Blocks.of(source).stream()
                .filter(block -> block.line() > from && block.line() <= end)
                .toList();
    }

    private void act(Block block) throws Exception {
        switch (block.language()) {
            case "sh" -> {
                for (String line : block.text().lines().toList()) {
                    type(block, line);
                }
            }
            case "yaml", "properties" -> save(block);
            case "" -> assertThat(block.text()).isNotBlank();
            default ->
                throw new AssertionError(block + " is " + block.language() + ": nobody knows what to do with it");
        }
    }

    /** What stands before the block, back to the one before. */
    private String prose(Block block) {
        StringBuilder prose = new StringBuilder();
        for (int i = block.line() - 3;
                i >= 0 && !page.get(i).startsWith("```") && !page.get(i).startsWith("#");
                i--) {
            prose.insert(0, page.get(i) + "\n");
        }
        return prose.toString();
    }

    private void save(Block block) throws IOException {
        String prose = prose(block);
        Matcher name = FILE.matcher(prose);
        assertThat(name.find()).as("%s says which file it goes into", block).isTrue();
        for (Matcher secret = SECRET.matcher(prose); secret.find(); ) {
            assertThat(secrets).containsKey(secret.group(1));
            Files.writeString(home.resolve(secret.group(1)), secrets.get(secret.group(1)) + "\n");
        }
        Path file = home.resolve(name.group(1));
        Files.writeString(
                file,
                here(block),
                block.language().equals("yaml")
                        ? new StandardOpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE}
                        : new StandardOpenOption[] {StandardOpenOption.APPEND});
        if (file.startsWith(home.resolve("routes"))) {
            await("the relay takes " + file + ", see " + out())
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(out()).contains(file.getFileName() + " came and runs"));
        }
    }

    /** The text with what the page tells people to put in, and nothing else changed. */
    private String here(Block block) {
        String text = block.text();
        for (Map.Entry<String, String> other : substitutions.entrySet()) {
            if (text.contains(other.getKey())) {
                assertThat(String.join("\n", page).replaceAll("\\s+", " "))
                        .as("what to put in")
                        .contains("in place of `" + other.getKey() + "`");
                text = text.replace(other.getKey(), other.getValue());
            }
        }
        return text;
    }

    private void type(Block block, String line) throws Exception {
        if (!line.strip().equals(RUN)) {
            said(line);
            return;
        }
        if (relay != null) {
            assertThat(prose(block))
                    .as("%s: who starts it again is told to stop it", block)
                    .contains("Ctrl-C");
            interrupt();
        }
        start(line);
    }

    private void start(String line) throws Exception {
        starts++;
        relay = shell(line, out());
        await("the relay runs, see " + out()).atMost(Duration.ofSeconds(120)).until(() -> {
            assertThat(relay.isAlive()).as(Files.readString(out())).isTrue();
            return Files.readString(out()).contains(" is running.");
        });
        lastSaid = Files.readString(out());
    }

    /** All that the relay which was started last has said goes there. */
    private Path out() {
        return home.resolve("run-" + starts + ".txt");
    }

    /** What the command line says. */
    String said(String line) throws Exception {
        Path out = home.resolve("said.txt");
        Process process = shell(line, out);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(line).isTrue();
        String said = Files.readString(out);
        assertThat(process.exitValue()).as(line + "\n" + said).isZero();
        return said.strip();
    }

    /** What the relay said when it started last. */
    String welcome() {
        return lastSaid;
    }

    private Process shell(String line, Path out) throws IOException {
        // what a build in the background is started with ignores Ctrl-C, and so would all it starts
        ProcessBuilder process = new ProcessBuilder("env", "--default-signal=INT", "sh", "-c", line)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("RELAY_"));
        process.environment().putAll(environment);
        return process.start();
    }

    /** Ctrl-C goes to all processes of a terminal; here to the relay, or to the shell that became it. */
    private void interrupt() throws IOException, InterruptedException {
        long pid = pid();
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
        boolean stopped = relay.waitFor(30, TimeUnit.SECONDS);
        assertThat(stopped)
                .as(() -> "Ctrl-C stops it, after it said\n" + lastWords() + "\nand it stands at\n" + threads(pid))
                .isTrue();
    }

    private String lastWords() {
        try {
            return Files.readString(out());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String threads(long pid) {
        try {
            return said(System.getProperty("java.home") + "/bin/jstack " + pid);
        } catch (Exception | AssertionError e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        if (relay != null) {
            relay.descendants().forEach(ProcessHandle::destroyForcibly);
            relay.destroyForcibly().onExit().join();
        }
    }
}
