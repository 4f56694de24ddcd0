package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.destination.NewDestination;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/relay new} writes files that can run. */
class NewCommandTest {
    @TempDir
    Path home;

    private Terminal terminal;
    private Path key;

    @BeforeEach
    void open() throws IOException {
        terminal = new Terminal(home);
        key = Files.writeString(home.resolve("key"), "open-sesame");
    }

    private String written(String name) throws IOException {
        return Files.readString(home.resolve("routes").resolve(name + ".camel.yaml"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook-sink|url=https://example.com/hook",
                "email-alert-sink|host=smtp.example.com,username=a@example.com,password=file:KEY,to=b@example.com",
                "slack-message-sink|botToken=file:KEY,channel=#leads",
                "csv-file-sink|file={{relay.data}}/a.csv",
                "jsonl-file-sink|file={{relay.data}}/a.jsonl",
            })
    void theFileOfEachSinkPassesItsCheck(String sink, String values) throws IOException {
        String[] pairs = values.replace("KEY", key.toString()).split(",");
        String[] args = new String[2 + 2 * pairs.length];
        args[0] = "new";
        args[1] = sink;
        for (int i = 0; i < pairs.length; i++) {
            args[2 + 2 * i] = "--set";
            args[3 + 2 * i] = pairs[i];
        }

        assertThat(terminal.run(args)).as(terminal.out() + terminal.err()).isZero();

        assertThat(terminal.out()).contains("Written: ", "It can run");
        String name = sink.replace("-sink", "");
        assertThat(written(name))
                .contains("uri: wotnot:" + name, "uri: kamelet:" + sink)
                .doesNotContain("open-sesame");
        assertThat(terminal.run("check")).as(terminal.out()).isZero();
        assertThat(terminal.out()).startsWith("Nothing to find fault with");
    }

    @Test
    void everyCommentedLineCanBeUsed() throws IOException {
        assertThat(terminal.run("new", "webhook-sink", "--set", "url=https://example.com/hook"))
                .isZero();
        String text = written("webhook");

        assertThat(text).contains("# method: PUT", "# timeout: 30s", "# secret: \"{{env:WEBHOOK_SECRET}}\"");
        Files.writeString(
                home.resolve("routes/webhook.camel.yaml"),
                text.replace("# method: PUT", "method: PUT").replace("# timeout: 30s", "timeout: 30s"));
        assertThat(terminal.run("check")).as(terminal.out()).isZero();
    }

    @Test
    void itAsksForWhatIsMissingUntilTheAnswerCanBeTaken() throws IOException {
        assertThat(ask(
                        "\nmessage.form.respons\nmessage.form.response\nopen-sesame\nfile:" + key + "\n#leads\n",
                        "slack-message-sink"))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.out())
                .contains("The destination's name [slack-message]: ")
                .contains("Did you mean message.form.response?")
                .contains("botToken is a secret, which must not stand in the file");
        assertThat(written("slack-message"))
                .contains("botToken: \"{{file:" + key + "}}\"", "channel: \"#leads\"", "events: message.form.response")
                .doesNotContain("open-sesame");
    }

    /** As {@link Terminal#run}, with somebody who answers. */
    private int ask(String answers, String sink) {
        return terminal.asking(new Questions(new BufferedReader(new StringReader(answers))))
                .run("new", sink);
    }

    @Test
    void withoutATerminalWhatIsMissingIsWrongUse() {
        assertThat(terminal.run("new", "slack-message-sink")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("slack-message-sink needs more: --set botToken=env:SLACK_BOT_TOKEN, --set channel='#leads'.");
        assertThat(home.resolve("routes")).doesNotExist();
    }

    @Test
    void aSecretIsNeverTakenInTheOpen() {
        assertThat(terminal.run(
                        "new", "webhook-sink", "--set", "url=https://example.com", "--set", "secret=whsec_Zm9v"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("give env:NAME").doesNotContain("Zm9v");
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        String[] args = {"new", "jsonl-file-sink", "--set", "file=a.jsonl"};
        assertThat(terminal.run(args)).isZero();
        String before = written("jsonl-file");

        assertThat(terminal.run(args)).isEqualTo(1);
        assertThat(terminal.err()).contains("There is a destination jsonl-file").contains("--name");
        assertThat(terminal.run(
                        "new",
                        "jsonl-file-sink",
                        "--set",
                        "file=b.jsonl",
                        "--name",
                        "other",
                        "--output",
                        home.resolve("routes/jsonl-file.camel.yaml").toString()))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("nothing is written over");
        assertThat(written("jsonl-file")).isEqualTo(before);
    }

    @Test
    void wrongNamesHaveTheNearest() {
        assertThat(terminal.run("new", "webhok")).isEqualTo(2);
        assertThat(terminal.err()).contains("Did you mean webhook-sink?");
        assertThat(terminal.run("new", "webhook", "--set", "ulr=x")).isEqualTo(2);
        assertThat(terminal.err()).contains("Did you mean url?");
        assertThat(terminal.run("new", "webhook", "--name", "My Hook", "--set", "url=https://example.com"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("cannot be the name of a destination");
        assertThat(terminal.run("new", "webhook", "--output", "a.yaml", "--set", "url=https://example.com"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("must end in .camel.yaml");
        assertThat(terminal.run("new")).isZero();
        assertThat(terminal.out()).contains(NewDestination.sinks().keySet());
    }

    @Test
    void whatCannotRunYetIsToldAndKept() throws IOException {
        assertThat(terminal.run(
                        "new", "webhook", "--set", "url=https://example.com", "--set", "secret=env:NOT_SET_HERE"))
                .isEqualTo(1);
        assertThat(terminal.out()).contains("Written: ", "NOT_SET_HERE", "Mend that first");
        assertThat(written("webhook")).contains("secret: \"{{env:NOT_SET_HERE}}\"");
    }

    @Test
    void aValueArrivesAsItWasGiven() throws IOException {
        String value = "a: \"b\" #c\n- d\\n \u00e9\u2028 {{relay.data}} & 5%";

        assertThat(terminal.run("new", "jsonl-file", "--set", "file=" + value)).isZero();

        Object read = new org.snakeyaml.engine.v2.api.Load(
                        org.snakeyaml.engine.v2.api.LoadSettings.builder().build())
                .loadFromString(written("jsonl-file"));
        assertThat(read.toString()).contains("file=" + value + "}");
    }
}
