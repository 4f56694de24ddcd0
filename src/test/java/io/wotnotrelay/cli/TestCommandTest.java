package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.api.LiveRelay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/relay test}, in a real relay's company. */
class TestCommandTest {
    @TempDir
    Path home;

    private LiveRelay relay;
    private Terminal terminal;

    @BeforeEach
    void open() throws Exception {
        relay = new LiveRelay(home);
        terminal = new Terminal(home);
    }

    @AfterEach
    void close() {
        relay.close();
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--api", relay.console().toString()));
        return terminal.run(all.toArray(String[]::new));
    }

    @Test
    void whatWentOutAndWhatCameBackIsShown() {
        relay.destination("crm").start();

        assertThat(run("test", "crm", "--event", "sample:note"))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.out().lines().findFirst().orElseThrow()).startsWith("A test event like note: [test] ");
        assertThat(terminal.out())
                .contains("Sent by POST http://127.0.0.1:", "  Body: {", "  → http://127.0.0.1:")
                .containsPattern("answered 204 .*\\.\\s+Delivered in \\d+ ms\\.");
    }

    @Test
    void aFailureIsExitCodeOneWithTheCause() throws Exception {
        relay.sinkAnswers(body -> 422).destination("crm", "events: note").start();

        assertThat(run("test", "crm")).isEqualTo(1);
        assertThat(terminal.out())
                .contains("Not delivered: ", "422", "A real event like this one would be a dead letter.");
        assertThat(run("test", "crm", "--json")).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(terminal.out()).path("failure").asText())
                .isEqualTo("permanent");
    }

    @Test
    void wrongUseIsToldWithTheRightForm() {
        relay.destination("crm").start();

        assertThat(run("test", "crm", "--event", "note")).isEqualTo(2);
        assertThat(terminal.err()).contains("sample:TYPE");
        assertThat(run("test", "crm", "--event", "sample:nte")).isEqualTo(2);
        assertThat(terminal.err()).contains("Did you mean note?");
        assertThat(run("test", "cmr")).isEqualTo(1);
        assertThat(terminal.err()).contains("There are: crm.");
    }
}
