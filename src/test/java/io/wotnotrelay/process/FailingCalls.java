package io.wotnotrelay.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lets system calls of the running relay fail, until it is closed. */
final class FailingCalls implements AutoCloseable {
    private static final Path STRACE = Path.of("/usr/bin/strace");
    private final Process strace;

    private FailingCalls(Process strace) {
        this.strace = strace;
    }

    /** {@code rules} such as {@code fdatasync:error=EIO}. */
    static FailingCalls of(RelayProcess relay, Path folder, String... rules) throws IOException {
        assumeTrue(Files.isExecutable(STRACE), "strace is not on this machine");
        Path said = Files.createTempFile(folder, "strace", ".said");
        List<String> command = new ArrayList<>(List.of(STRACE.toString(), "-f", "-o", said + ".calls"));
        for (String rule : rules) {
            command.addAll(List.of("-e", "inject=" + rule));
        }
        command.addAll(List.of("-p", Long.toString(relay.pid())));
        Process strace = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        await("strace attaches")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Files.readString(said).contains("attached"));
        return new FailingCalls(strace);
    }

    @Override
    public void close() {
        strace.destroy();
        strace.onExit().join();
    }
}
