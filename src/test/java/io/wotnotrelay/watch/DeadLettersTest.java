package io.wotnotrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.LaneStatus.State;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.StoredEvent;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
    @TempDir
    Path home;

    private WatchRig rig;

    @BeforeEach
    void open() {
        rig = new WatchRig(home);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void dead(long seq, int code, String cause) {
        rig.watch.dead("crm", new Outcome(seq, Outcome.Result.DEAD, code, 3, 1, cause));
    }

    @Test
    void theFirstForACauseIsToldAtOnceAndTheOthersOnceAnHourWithTheirNumber() {
        StoredEvent first = rig.receive(1);
        dead(first.seq(), 422, "422: the field Email is missing");
        rig.look();
        assertThat(rig.told()).containsExactly("dead_letter dead");
        assertThat(rig.last().text())
                .isEqualTo("A delivery to crm was given up on (event " + first.id()
                        + "): 422: the field Email is missing. Nothing is thrown away: see bin/relay deliveries"
                        + " --destination crm --state dead, mend what the cause says, and replay them.");
        for (int i = 2; i < 32; i++) {
            rig.clock.move(Duration.ofMinutes(1));
            dead(rig.receive(i).seq(), 422, "422: the field Email is missing");
            rig.look();
        }
        rig.pass(Duration.ofMinutes(29));
        assertThat(rig.told()).hasSize(1);
        rig.pass(Duration.ofMinutes(1));
        assertThat(rig.told()).hasSize(2);
        assertThat(rig.last().variables())
                .containsEntry("count", 30)
                .containsEntry("eventId", rig.log.find(31 + 1).orElseThrow().id())
                .containsEntry("since", "2026-01-05T10:01:00Z");
        rig.pass(Duration.ofHours(5));
        assertThat(rig.told()).as("no more came").hasSize(2);
    }

    @Test
    void anotherCauseIsToldAtOnceAndManyShareOne() {
        for (int i = 0; i < 40; i++) {
            dead(rig.receive(i).seq(), 0, "the template failed at " + "x".repeat(i + 1));
        }
        rig.look();
        assertThat(rig.told()).hasSizeBetween(5, 7).containsOnly("dead_letter dead");
        assertThat(rig.own().stream()
                        .mapToInt(e -> (Integer) e.variables().get("count"))
                        .sum())
                .as("none is left out")
                .isEqualTo(40);
    }

    @Test
    void theNumbersInACauseDoNotMakeItAnother() {
        for (int i = 0; i < 40; i++) {
            dead(rig.receive(i).seq(), 0, "no row " + i + " in the sheet");
            rig.look();
        }
        assertThat(rig.told()).hasSize(1);
    }

    @Test
    void aDeadLetterOfOneOfTheRelaysOwnEventsIsNotTold() {
        rig.standing(new Standing("crm", State.HELD, "401", 1, 0));
        long own = rig.log.head();
        dead(own, 422, "422");
        rig.watch.runningOut("crm", own, 50, Duration.ofHours(1), "503");
        rig.pass(Duration.ofHours(3));
        assertThat(rig.told()).containsExactly("destination_held held");
    }

    @Test
    void whatRunsOutIsToldWithTheTimeThatIsLeft() {
        StoredEvent event = rig.receive(1);
        rig.watch.runningOut("crm", event.seq(), 53, Duration.ofHours(9), "503: busy");
        rig.look();
        rig.watch.runningOut("crm", rig.receive(2).seq(), 50, Duration.ofHours(9), "503: busy");
        rig.look();
        rig.watch.runningOut("crm", event.seq(), 92, Duration.ofHours(2), "503: busy");
        rig.look();
        assertThat(rig.told()).containsExactly("dead_letter retrying", "dead_letter retrying");
        Event half = rig.own().get(0);
        assertThat(half.variables())
                .containsEntry("percent", 53)
                .containsEntry("deadline", "2026-01-05T19:00:00Z")
                .containsEntry("eventId", event.id());
        assertThat(half.text())
                .startsWith("A delivery to crm (event " + event.id() + ") has used up 53 % of its tries or of its time"
                        + " and will be given up on at about 2026-01-05 19:00 UTC: 503: busy.");
        assertThat(rig.last().variables()).containsEntry("percent", 92);
    }

    @Test
    void whatGatheredIsToldAfterARestart() {
        dead(rig.receive(1).seq(), 422, "422");
        rig.look();
        dead(rig.receive(2).seq(), 422, "422");
        dead(rig.receive(3).seq(), 422, "422");
        rig.look().restart().pass(Duration.ofHours(1));
        assertThat(rig.told()).hasSize(2);
        assertThat(rig.last().variables()).containsEntry("count", 2);
    }
}
