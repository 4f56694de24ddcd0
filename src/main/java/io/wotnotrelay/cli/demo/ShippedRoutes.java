package io.wotnotrelay.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The very files that are shipped in {@code routes/}, aimed at the demo's servers: their hosts become this machine, their
 * secrets the demo's own, and what fails is tried again within seconds.
 */
final class ShippedRoutes {
    /** Those that need nothing the demo does not have; a Google sheet needs Google. */
    static final List<String> FILES = List.of(
            "event-log.camel.yaml",
            "email-alert.camel.yaml.example",
            "webhook-signed.camel.yaml.example",
            "by-type.camel.yaml.example");

    private static final Pattern OPTIONS = Pattern.compile("(?m)^( +)uri: wotnot:.*\\n\\1parameters:\\n");
    private static final String PATIENCE = """
            $0$1  # of the demo: you shall not have to wait half a minute for the next try
            $1  retries: 1000
            $1  retryDelay: 2s
            $1  retryMaxDelay: 4s
            $1  breakerProbe: 2s
            """;

    private ShippedRoutes() {}

    /** Writes them into a folder, ready to run. */
    static void write(Path folder, int hooksPort) throws IOException {
        Files.createDirectories(folder);
        for (String file : FILES) {
            Files.writeString(folder.resolve(file.replaceFirst("\\.example$", "")), aimed(shipped(file), hooksPort));
        }
    }

    private static String shipped(String file) throws IOException {
        try (InputStream in = ShippedRoutes.class.getResourceAsStream("/shipped/routes/" + file)) {
            if (in == null) {
                throw new IOException("The example " + file + " is missing in this relay; build it again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String aimed(String yaml, int hooksPort) {
        Matcher options = OPTIONS.matcher(yaml);
        return options.replaceAll(PATIENCE)
                .replace("https://example.com", "http://127.0.0.1:" + hooksPort)
                .replace("smtp.example.com", "127.0.0.1")
                .replace("{{env:", "{{demo.");
    }
}
