package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.docs.Blocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocsTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void everyLinkOfTheDocsLeadsSomewhere() throws IOException {
        for (Path page : Blocks.pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (link.group(1).startsWith("${")) {
                    continue; // a link in a template, made of an event
                }
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.toAbsolutePath().resolveSibling(link.group(1)).normalize();
                assertThat(target).as("%s links to %s", page, link.group(1)).exists();
                if (link.group(2) != null) {
                    assertThat(anchors(target)).as("anchors of %s", target).contains(link.group(2));
                }
            }
        }
    }

    @Test
    void theReadmeNamesEveryDocumentedEvent() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        for (String name : Samples.NAMES) {
            assertThat(readme).contains("`" + name.replaceFirst("^variables\\..*", "variables") + "`");
        }
    }

    @Test
    void everyTestThatSecurityNamesIsThereAndEveryWallNamesOne() throws IOException {
        String tests = testSources();
        List<String> rows = Files.readAllLines(Path.of("SECURITY.md")).stream()
                .filter(line -> line.startsWith("| CVE-") || line.startsWith("| HTTP weaknesses"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(10);
        for (String row : rows) {
            Matcher named = TEST.matcher(row);
            boolean one = row.contains("| the same") || row.contains("as for CVE");
            while (named.find()) {
                one = true;
                assertThat(tests).contains("class " + named.group(1) + " ").contains(" " + named.group(2) + "(");
            }
            assertThat(one).as(row).isTrue();
        }
    }

    private static String testSources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
