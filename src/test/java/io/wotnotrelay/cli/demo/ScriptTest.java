package io.wotnotrelay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the demo says, and how it looks. */
class ScriptTest {
    private static final String TOKEN = "demo-123456789012";
    private static final URI WEBHOOK = URI.create("http://127.0.0.1:65535/webhook");

    @Test
    void everyLineFitsTheTerminal() {
        Path folder = Path.of("/tmp/wotnot-relay-demo-15565857759159382645");
        List<String> opening = Script.opening("10.10.10", folder, 10, "a minute");
        List<String> ending = Script.ending(new Tally(), folder.resolve("data"), WEBHOOK, TOKEN);

        assertThat(opening).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Columns.WIDTH));
        assertThat(ending).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Columns.WIDTH));
    }

    @Test
    void theEndCountsWhatCameAndSaysHowToGoOn() {
        Tally tally = new Tally();
        tally.row();
        assertThat(List.of(tally.mail("<1>"), tally.mail("<1>"), tally.mail("<2>"), tally.mail("")))
                .containsExactly(1, 2, 1, 0);
        tally.hook(true);
        tally.hook(true);

        assertThat(Script.ending(tally, Path.of("/data"), WEBHOOK, TOKEN))
                .anyMatch(line -> line.contains("1 rows"))
                .anyMatch(line -> line.contains("4 mails   1 threads"))
                .anyMatch(line -> line.contains("2 hooks   each with a signature"))
                .anyMatch(line -> line.contains("/data"))
                .anyMatch(line -> line.endsWith("--url " + WEBHOOK + " --token " + TOKEN));
    }

    @Test
    void aHookThatIsNotSignedIsNotHushedUp() {
        Tally tally = new Tally();
        tally.hook(true);
        tally.hook(false);

        assertThat(Script.ending(tally, Path.of("/data"), WEBHOOK, TOKEN))
                .anyMatch(line -> line.contains("2 hooks   1 of them WITHOUT a valid signature"));
    }

    @Test
    void thereAreColoursOnlyWhereTheyAreWanted() {
        assertThat(shown(false)).isEqualTo("a row" + System.lineSeparator() + "news" + System.lineSeparator());
        assertThat(shown(true)).contains("\u001b[2ma row\u001b[", "\u001b[1mnews\u001b[");
    }

    @Test
    void whatWaitsIsToldWhileAReceiverIsOffAndWhenNothingWaitsAnyMore() {
        Waiting waiting = new Waiting(WEBHOOK);
        Map<String, Integer> some = Waiting.read("""
                # TYPE relay_waiting gauge
                relay_waiting{destination="leads"} 3.0
                relay_waiting{destination="sheet"} 0.0
                relay_retrying{destination="leads"} 1.0
                relay_dead{destination="leads"} 7.0
                """);

        assertThat(some).containsExactly(Map.entry("leads", 4));
        assertThat(waiting.news(some, true)).as("that is on its way").isEmpty();
        assertThat(waiting.news(some, false)).hasValue("Waiting: 4 for leads. Nothing is lost.");
        assertThat(waiting.news(some, false)).as("told already").isEmpty();
        assertThat(waiting.news(Map.of("leads", 1), true)).hasValue("Waiting: 1 for leads");
        assertThat(waiting.news(Map.of(), true))
                .hasValueSatisfying(line -> assertThat(line).startsWith("Nothing waits"));
        assertThat(waiting.news(Map.of(), true)).isEmpty();
    }

    private static String shown(boolean colours) {
        StringWriter out = new StringWriter();
        Screen screen = new Screen(new PrintWriter(out), colours);
        screen.show(Ink.ROW, List.of("a row"));
        screen.news("news");
        return out.toString();
    }
}
