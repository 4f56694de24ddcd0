package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.api.LiveRelay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sending again what failed, from the command line. */
class JobCommandsTest {
    @TempDir
    Path home;

    private LiveRelay relay;
    private Terminal terminal;

    @BeforeEach
    void open() throws Exception {
        relay = new LiveRelay(home).sinkAnswers(body -> 422).destination("crm").start();
        terminal = new Terminal(home);
        relay.note("c1", "apple");
        relay.note("c2", "pear");
        relay.verdict("apple", "crm", "dead");
        relay.verdict("pear", "crm", "dead");
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
    void aReplayIsCountedMadeWatchedAndSummedUp() throws Exception {
        assertThat(run("replay", "crm", "--dry-run")).isZero();
        assertThat(terminal.out()).isEqualToIgnoringNewLines("2 events match.");
        relay.sinkAnswers(body -> 204);

        assertThat(run("replay", "crm")).as(terminal.err()).isZero();

        assertThat(terminal.out()).contains("Job 1 is of 2 events for crm.", "Job 1 is done: 2 delivered.");
        assertThat(run("replay", "crm")).isZero();
        assertThat(terminal.out()).contains("Nothing matches: there is nothing to send to crm.");
        assertThat(run("jobs")).isZero();
        assertThat(terminal.out()).contains("replay", "crm", "done", "2 delivered");
        assertThat(run("jobs", "show", "1")).isZero();
        assertThat(terminal.out()).contains("Job 1, a replay for crm: done", "of 2: 2 delivered");
    }

    @Test
    void theExitCodeTellsThatSomethingFailedAgain() throws Exception {
        relay.sinkAnswers(body -> body.contains("apple") ? 410 : 204);

        assertThat(run("replay", "crm")).isEqualTo(1);

        assertThat(terminal.out())
                .contains("1 delivered, 1 failed", "bin/relay deliveries --state dead --destination crm");
    }

    @Test
    void anEventFindsTheDestinationAtWhichItFailed() throws Exception {
        relay.sinkAnswers(body -> 204);

        assertThat(run("replay", "--event", relay.eventId("apple"), "--json")).isZero();

        JsonNode job = new ObjectMapper().readTree(terminal.out());
        assertThat(job.path("destination").asText()).isEqualTo("crm");
        assertThat(job.path("delivered").asInt()).isEqualTo(1);
        assertThat(run("replay", "--event", relay.eventId("apple"))).isEqualTo(2);
        assertThat(terminal.err()).contains("It failed nowhere");
    }

    @Test
    void aBackfillSkipsWhatWasDelivered() throws Exception {
        relay.sinkAnswers(body -> 204);
        assertThat(run("replay", "--event", relay.eventId("apple"), "crm")).isZero();

        assertThat(run("backfill", "crm", "--from", "1h", "--rate", "1000/1s")).isZero();
        assertThat(terminal.out())
                .contains("is of 2 events", "Delivered already, and skipped: 1", "1 delivered, 1 skipped");
        assertThat(run("backfill", "crm", "--from", "beginning", "--to", "1h", "--dry-run"))
                .isZero();
        assertThat(terminal.out()).contains("Nothing matches");
    }

    @Test
    void aJobIsLeftAloneAndCancelled() throws Exception {
        assertThat(run("pause", "crm")).isZero();
        assertThat(run("replay", "crm", "--no-wait")).isZero();
        assertThat(terminal.out()).contains("Job 1 is of 2 events");
        assertThat(run("jobs")).isZero();
        assertThat(terminal.out()).contains("queued", "The destination is paused");

        assertThat(run("jobs", "cancel", "1")).isZero();
        assertThat(terminal.out()).contains("Job 1 is cancelled, after 0 delivered of 2.");
        assertThat(run("jobs", "cancel", "1")).isEqualTo(1);
        assertThat(terminal.err()).contains("has ended already");
    }

    @Test
    void wrongUseSaysWhatWouldBeRight() {
        assertThat(run("replay")).isEqualTo(2);
        assertThat(terminal.err()).contains("Name a destination, or an event with --event.");
        assertThat(run("replay", "crm", "--state", "deed")).isEqualTo(2);
        assertThat(terminal.err()).contains("Did you mean dead?");
        assertThat(run("replay", "crn")).isEqualTo(1);
        assertThat(terminal.err()).contains("There are: crm");
        assertThat(run("replay", "crm", "--rate", "fast")).isEqualTo(2);
        assertThat(terminal.err()).contains("60/1m");
        assertThat(run("backfill", "crm")).isEqualTo(2);
        assertThat(terminal.err()).contains("--from");
        assertThat(run("backfill", "crm", "--from", "yesterday")).isEqualTo(2);
        assertThat(terminal.err()).contains("--from must be");
        assertThat(run("jobs", "show", "x")).isEqualTo(1);
        assertThat(terminal.err()).contains("no job of this number");
    }
}
