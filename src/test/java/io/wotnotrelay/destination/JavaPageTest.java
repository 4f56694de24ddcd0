package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.lane.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The project of docs/java.md is one that works. */
class JavaPageTest {
    @TempDir
    private Path folder;

    @Test
    void itsClassIsCompiledAndDeliversAnEvent() throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        FakeLanes lanes = new FakeLanes();
        Properties camel = new Properties();
        camel.setProperty("documented.secret", "word");
        HttpReceiver.run(receiver -> {
            String source = block("java")
                    .replace("https://example.com", receiver)
                    .replace("{{env:LEADS_TOKEN}}", "{{documented.secret}}");
            Jars.write(folder.resolve("plugins/our-leads-1.0.jar"), Jars.SERVICE, services(), source);
            var settings = PluginSettings.of(folder, camel);
            assertThat(Check.folder(folder.resolve("routes"), settings)).isEmpty();
            try (Destinations destinations = new Destinations(settings, lanes)) {
                destinations.open(folder.resolve("routes"));
                assertThat(destinations.status())
                        .extracting(Destinations.Status::reason)
                        .containsExactly((String) null);
                assertThat(lanes.options.get("our-leads").retry().retries()).isEqualTo(20);
                assertThat(lanes.deliver("our-leads", Samples.message(1, "Hi"))).isInstanceOf(Result.Delivered.class);
            }
        });
    }

    @Test
    void itsPomAsksForTheCamelThatTheRelayHas() throws Exception {
        Element pom = xml(block("xml"));
        Element own = xml(Files.readString(Path.of("pom.xml")));

        Element dependency = (Element) pom.getElementsByTagName("dependency").item(0);
        assertThat(text(dependency, "version")).isEqualTo(text(own, "camel.version"));
        assertThat(text(dependency, "artifactId")).isEqualTo("camel-core");
        assertThat(text(dependency, "scope")).isEqualTo("provided");
        assertThat(text(pom, "maven.compiler.release")).isEqualTo(text(own, "maven.compiler.release"));
        assertThat(page()).contains("cp target/our-leads-1.0.jar");
    }

    private static String services() throws IOException {
        return block("");
    }

    /** The only block of the page in this language. */
    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```").matcher(page());
        if (language.isEmpty()) {
            // what closes a block looks like what opens one without a language
            block = Pattern.compile("(?ms)several: a line each\\):\\n\\n```\\n(.*?)^```")
                    .matcher(page());
        }
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/java.md"));
    }

    private static Element xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static String text(Element in, String name) {
        return in.getElementsByTagName(name).item(0).getTextContent();
    }
}
