package io.wotnotrelay.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A program that a test runs. Where the project is checked for good (CI) it has to be there; elsewhere the test says that it did not run. */
public record Tool(String name, String debianPackage) {
    public static final Tool NGINX = new Tool("nginx", "nginx-light");
    public static final Tool CADDY = new Tool("caddy", "caddy");
    static final Tool SYSTEMD_ANALYZE = new Tool("systemd-analyze", "systemd");

    /** What a program printed, and how it ended. */
    record Ended(int code, String said) {}

    /** Where it is. */
    public String needed() {
        String[] folders = (System.getenv("PATH") + File.pathSeparator + "/usr/sbin").split(File.pathSeparator);
        Path found = Arrays.stream(folders)
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        String missing = name + " is missing: apt-get install " + debianPackage;
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as(missing).isNotNull();
        }
        assumeTrue(found != null, missing);
        return found.toString();
    }

    static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
