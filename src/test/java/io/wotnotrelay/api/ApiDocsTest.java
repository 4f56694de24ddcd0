package io.wotnotrelay.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/api.md shows works. */
class ApiDocsTest {
    private static final Pattern CURL = Pattern.compile("(?m)^curl -H \"\\$AUTH\" (?:-X (\\w+) )?\"\\$API(/[^\"]*)\"");

    @Test
    void everyCurlOfTheDocsIsAnswered200(@TempDir Path home) throws Exception {
        String page = Files.readString(Path.of("docs/api.md"));
        List<MatchResult> curls = CURL.matcher(page).results().toList();
        assertThat(curls)
                .hasSize((int) page.lines().filter(l -> l.startsWith("curl")).count());
        try (LiveRelay relay = new LiveRelay(home).destination("crm").start()) {
            relay.note("c1", "apple");
            String event = relay.eventId("apple");
            for (MatchResult curl : curls) {
                String path = curl.group(2).replace("EVENT", event).replace("CONVERSATION", "c1");
                String method = curl.group(1) == null ? "GET" : curl.group(1);

                assertThat(relay.ask(method, path, null).statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void everyVerdictIsExplainedInTheDocs() throws Exception {
        String page = Files.readString(Path.of("docs/api.md"));
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            assertThat(page).contains("| `" + kind.word() + "` |");
        }
    }
}
