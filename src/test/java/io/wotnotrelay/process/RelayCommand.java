package io.wotnotrelay.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command of {@code bin/relay} as a process of its own, beside a relay that runs or not. */
record RelayCommand(int exitCode, String said) {
    /** @param home the folder of the relay's application.properties */
    static RelayCommand run(Path home, String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(words(home, words)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new RelayCommand(process.waitFor(), said);
    }

    /** What starts it. */
    static List<String> words(Path home, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=target/classes/logback.xml",
                "-cp",
                "target/classes:target/lib/*",
                "io.wotnotrelay.Relay",
                "--config",
                home.resolve("application.properties").toString()));
        command.addAll(List.of(words));
        return command;
    }
}
