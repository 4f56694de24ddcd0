package io.wotnotrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.LaneStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TroublesTest {
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

    private static Standing crm(State state, String cause, long delivered) {
        return new Standing("crm", state, cause, 12, delivered);
    }

    private WatchRig held() {
        return rig.standing(crm(State.HELD, "401: the token is wrong", 0));
    }

    private WatchRig runs() {
        return rig.standing(crm(State.RUNNING, null, 1));
    }

    @Test
    void aHeldDestinationIsToldOnceWithAllOneNeedsToAct() {
        held();
        rig.pass(Duration.ofHours(30));
        assertThat(rig.told()).containsExactly("destination_held held");
        Event event = rig.last();
        assertThat(event.source()).isEqualTo("relay");
        assertThat(event.text())
                .isEqualTo("Destination crm is held since 2026-01-05 10:00 UTC: 401: the token is wrong. 12 events wait"
                        + " for it. Nothing is lost: mend what the cause says, then run bin/relay resume crm, or wait"
                        + " for the next probe.");
        assertThat(event.variables())
                .containsEntry("destination", "crm")
                .containsEntry("state", "held")
                .containsEntry("cause", "401: the token is wrong")
                .containsEntry("since", "2026-01-05T10:00:00Z")
                .containsEntry("waiting", 12);
        assertThat(event.occurredAt()).isEqualTo("2026-01-05T10:00:00Z");
        assertThat(event.conversation().key()).isNull();
    }

    @Test
    void itsEndIsTold() {
        held();
        rig.pass(Duration.ofMinutes(90));
        runs();
        assertThat(rig.told()).containsExactly("destination_held held", "destination_recovered running");
        assertThat(rig.last().text())
                .isEqualTo("Destination crm delivers again. It was held from 2026-01-05 10:00 UTC on, for 90 minutes."
                        + " 12 events wait for it.");
    }

    @Test
    void aPauseIsNoRecovery() {
        held();
        rig.standing(crm(State.PAUSED, "401", 0));
        held();
        assertThat(rig.told()).containsExactly("destination_held held");
    }

    @Test
    void oneThatGoesToAndFroIsToldOnceAnHourAndSaysHowOften() {
        for (int minute = 0; minute < 60; minute += 2) {
            held();
            rig.clock.move(Duration.ofMinutes(1));
            runs();
            rig.clock.move(Duration.ofMinutes(1));
        }
        assertThat(rig.told()).containsExactly("destination_held held", "destination_recovered running");
        held();
        assertThat(rig.told()).hasSize(3);
        assertThat(rig.last().variables()).containsEntry("more", 29);
    }

    @Test
    void whatIsStillSoAfterAnHourOfOthersIsToldThen() {
        held();
        runs();
        rig.pass(Duration.ofMinutes(10));
        held();
        rig.pass(Duration.ofMinutes(49));
        assertThat(rig.told()).hasSize(2);
        rig.pass(Duration.ofMinutes(1));
        assertThat(rig.told()).hasSize(3);
        assertThat(rig.last().variables()).containsEntry("since", "2026-01-05T10:10:00Z");
    }

    @Test
    void oneThatIsLeftAloneIsToldAfterAQuarterOfAnHour() {
        rig.standings = java.util.List.of(crm(State.BACKING_OFF, "503", 0));
        rig.look().pass(Duration.ofMinutes(14));
        assertThat(rig.told()).isEmpty();
        rig.pass(Duration.ofMinutes(1));
        assertThat(rig.told()).containsExactly("destination_held backing_off");
    }

    @Test
    void oneThatLooksWellBetweenTwoWaitsHasNotRecovered() {
        rig.standing(crm(State.BACKING_OFF, "429", 5));
        rig.pass(Duration.ofMinutes(10));
        rig.standing(crm(State.RUNNING, "429", 5));
        rig.standing(crm(State.BACKING_OFF, "429", 5));
        rig.pass(Duration.ofMinutes(5));
        assertThat(rig.told()).containsExactly("destination_held backing_off");
        rig.standing(crm(State.RUNNING, "429", 6));
        assertThat(rig.told()).containsExactly("destination_held backing_off", "destination_recovered running");
    }

    @Test
    void aShortFailureIsNotTold() {
        rig.standing(crm(State.BACKING_OFF, "503", 0));
        rig.pass(Duration.ofMinutes(5));
        runs();
        rig.pass(Duration.ofHours(2));
        assertThat(rig.told()).isEmpty();
    }

    @Test
    void aBrokenFileIsToldAndItsMendingToo() {
        rig.standing(new Standing("sheet.camel.yaml", State.BROKEN, "sheet.camel.yaml, line 4: no such sink", 0, 0));
        rig.restart().look();
        assertThat(rig.told()).containsExactly("destination_held broken");
        assertThat(rig.last().text())
                .startsWith(
                        "The file sheet.camel.yaml is broken since 2026-01-05 10:00 UTC: sheet.camel.yaml, line 4: no such"
                                + " sink. Nothing is lost:");
        rig.standing();
        assertThat(rig.told()).containsExactly("destination_held broken", "destination_recovered gone");
    }

    @Test
    void aDestinationWhoseBrokenFileIsTakenAwayIsNoLongerBroken() {
        rig.standing(new Standing("crm", State.BROKEN, "crm.camel.yaml: no such sink", 0, 0));
        rig.standing();
        assertThat(rig.told()).containsExactly("destination_held broken", "destination_recovered gone");
    }

    @Test
    void aRestartTellsNothingTwiceAndForgetsNothing() {
        held();
        rig.pass(Duration.ofHours(2));
        rig.restart().pass(Duration.ofHours(2));
        assertThat(rig.told()).containsExactly("destination_held held");
        rig.restart();
        runs();
        assertThat(rig.told()).containsExactly("destination_held held", "destination_recovered running");
    }

    @Test
    void aCrashTellsNothingTwice() {
        held();
        rig.crash().look().pass(Duration.ofHours(3));
        assertThat(rig.told()).containsExactly("destination_held held");
    }

    @Test
    void anotherTroubleOfTheSameDestinationIsToldAndTheEndOnce() {
        rig.standing(crm(State.BACKING_OFF, "503", 0));
        rig.pass(Duration.ofMinutes(20));
        held();
        runs();
        assertThat(rig.told())
                .containsExactly(
                        "destination_held backing_off", "destination_held held", "destination_recovered running");
    }
}
