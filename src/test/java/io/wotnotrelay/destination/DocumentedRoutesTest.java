package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.lane.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route that the documents show passes the check, starts and delivers an event. */
class DocumentedRoutesTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");

    @TempDir
    private Path folder;

    /** A YAML block of a document, or a shipped file. */
    record Yaml(String where, String text) {
        boolean route() {
            return text.contains("wotnot:");
        }

        @Override
        public String toString() {
            return where;
        }
    }

    static Stream<Yaml> all() throws IOException {
        List<Yaml> found = new ArrayList<>();
        for (Path page : pages()) {
            BLOCK.matcher(Files.readString(page))
                    .results()
                    .forEach(block -> found.add(new Yaml(page + ", block " + block.start(), block.group(1))));
        }
        try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
            shipped.filter(file -> file.toString().contains(".camel.yaml")).forEach(file -> found.add(yaml(file)));
        }
        return found.stream();
    }

    private static Yaml yaml(Path file) {
        try {
            return new Yaml(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    /** What is not a whole route is a parameter: {@code columns} of a csv-file-sink, others of a webhook-sink. */
    private static String whole(Yaml yaml) {
        if (yaml.route()) {
            return yaml.text();
        }
        String sink = yaml.text().startsWith("columns:")
                ? "csv-file-sink\n            parameters:\n              file: file.csv\n"
                : "webhook-sink\n            parameters:\n              url: https://example.com/\n";
        return "- route:\n    from:\n      uri: wotnot:part\n      steps:\n        - to:\n            uri: kamelet:"
                + sink + yaml.text().indent(14);
    }

    /** Mail and sheets need servers of their own: the tests of those sinks deliver to them. */
    private static boolean delivers(String text) {
        return !text.contains("kamelet:email-alert-sink") && !text.contains("kamelet:google-sheets-row-sink");
    }

    private static void writeGoogleKey(Path file) throws IOException {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            String key = Base64.getEncoder()
                    .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
            Files.writeString(file, """
                    {"type":"service_account","client_email":"relay@example.com","private_key_id":"1",
                     "private_key":"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
                     "token_uri":"https://oauth2.googleapis.com/token"}""".formatted(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has RSA", e);
        }
    }

    @Test
    void thereAreSome() throws IOException {
        assertThat(all()).hasSizeGreaterThan(7).anyMatch(yaml -> !yaml.route());
    }

    @ParameterizedTest
    @MethodSource("all")
    void itPassesTheCheckStartsAndDeliversAnEvent(Yaml yaml) throws IOException {
        HttpReceiver.run(receiver -> {
            String text = whole(yaml)
                    .replace("https://example.com", receiver)
                    .replace("{{env:WEBHOOK_SECRET}}", "{{documented.secret}}")
                    .replace("{{env:SMTP_PASSWORD}}", "{{documented.secret}}")
                    .replace(
                            "/etc/wotnot-relay/google-key.json",
                            folder.resolve("key.json").toString())
                    .replace("file: file.csv", "file: " + folder + "/file.csv")
                    .replace("file:target/", "file:" + folder + "/");
            writeGoogleKey(folder.resolve("key.json"));
            Files.writeString(folder.resolve("a.camel.yaml"), text);
            Properties camel = new Properties();
            camel.setProperty("documented.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
            assertThat(Check.folder(folder, Samples.settings(folder, camel))).isEmpty();
            FakeLanes lanes = new FakeLanes();
            try (Destinations destinations = new Destinations(Samples.settings(folder, camel), lanes)) {
                destinations.open(folder);
                assertThat(destinations.status())
                        .extracting(Destinations.Status::reason)
                        .containsOnlyNulls();
                assertThat(lanes.open).isNotEmpty();
                lanes.open.keySet().stream()
                        .filter(name -> delivers(text))
                        .forEach(name -> assertThat(lanes.deliver(name, Samples.message(1, "Hi")))
                                .as(name)
                                .isInstanceOf(Result.Delivered.class));
            }
        });
    }
}
