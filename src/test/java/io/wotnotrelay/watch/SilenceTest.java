package io.wotnotrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock starts on Monday, 5 January 2026, 10:00 UTC: 11:00 in Berlin. */
class SilenceTest {
    private static final String[] BERLIN = {"relay.silence.after=3h", "relay.silence.zone=Europe/Berlin"};

    @TempDir
    Path home;

    @Test
    void itIsToldOnceWhenNothingCameForSoMuchWorkingTimeAndWhenEventsComeAgain() {
        try (WatchRig rig = new WatchRig(home, BERLIN)) {
            rig.receive(1);
            rig.pass(Duration.ofMinutes(179));
            assertThat(rig.told()).isEmpty();
            rig.pass(Duration.ofMinutes(1));
            assertThat(rig.told()).containsExactly("silence silent");
            assertThat(rig.last().text())
                    .startsWith("WotNot has sent nothing since 2026-01-05 11:00 (Europe/Berlin), for 3 hours of working"
                            + " time.");
            rig.pass(Duration.ofHours(40));
            assertThat(rig.told()).as("once").hasSize(1);
            rig.receive(2);
            rig.look();
            assertThat(rig.told()).containsExactly("silence silent", "silence over");
            rig.pass(Duration.ofDays(7));
            assertThat(rig.told()).as("the next silence").hasSize(3);
        }
    }

    @Test
    void theNightAndTheWeekendDoNotCount() {
        try (WatchRig rig = new WatchRig(home, BERLIN)) {
            rig.clock.move(Duration.ofDays(4).plusHours(6));
            rig.receive(1);
            rig.pass(Duration.ofHours(63));
            assertThat(rig.told())
                    .as("Monday 8:00, of Friday's hours 17:00 to 18:00")
                    .isEmpty();
            rig.pass(Duration.ofHours(3).minusMinutes(1));
            assertThat(rig.told()).isEmpty();
            rig.pass(Duration.ofMinutes(1));
            assertThat(rig.told()).as("Monday 11:00").containsExactly("silence silent");
        }
    }

    @Test
    void aRestartNeitherEndsASilenceNorTellsItAgain() {
        try (WatchRig rig = new WatchRig(home, BERLIN)) {
            rig.receive(1);
            rig.pass(Duration.ofHours(2)).restart().pass(Duration.ofMinutes(59));
            assertThat(rig.told()).isEmpty();
            rig.pass(Duration.ofMinutes(1));
            assertThat(rig.told()).containsExactly("silence silent");
            rig.restart().pass(Duration.ofHours(10));
            assertThat(rig.told()).hasSize(1);
            rig.receive(2);
            rig.restart().look();
            assertThat(rig.told()).containsExactly("silence silent", "silence over");
        }
    }

    @Test
    void afterAStartWotNotHasTenMinutesToSendWhatItCouldNot() {
        try (WatchRig rig = new WatchRig(home, BERLIN)) {
            rig.receive(1);
            rig.clock.move(Duration.ofHours(5));
            rig.crash().pass(Duration.ofMinutes(9));
            assertThat(rig.told()).isEmpty();
            rig.pass(Duration.ofMinutes(1));
            assertThat(rig.told()).containsExactly("silence silent");
        }
    }

    @Test
    void aDuplicateIsASignOfLifeAndWhatTheRelayTellsItselfIsNone() {
        try (WatchRig rig = new WatchRig(home, BERLIN)) {
            rig.receive(1);
            rig.pass(Duration.ofHours(2));
            rig.standing(new Standing("crm", io.wotnotrelay.lane.LaneStatus.State.HELD, "401", 1, 0));
            Items.await(rig.log.append(
                    Items.receipt(1, rig.clock.millis()),
                    List.of(Items.item("note", rig.log.find(1).orElseThrow().raw()))));
            rig.pass(Duration.ofMinutes(179));
            assertThat(rig.told()).containsExactly("destination_held held");
            rig.pass(Duration.ofMinutes(2));
            assertThat(rig.told()).containsExactly("destination_held held", "silence silent");
        }
    }

    @Test
    void aHandshakeIsNoEvent() {
        try (WatchRig rig = new WatchRig(home, BERLIN)) {
            rig.receive(1);
            rig.pass(Duration.ofMinutes(170));
            rig.log.note(new Receipt(Items.receipt(0).id(), rig.clock.millis(), Receipt.Outcome.HANDSHAKE, null, 0, 0));
            rig.pass(Duration.ofMinutes(10));
            assertThat(rig.told()).containsExactly("silence silent");
        }
    }

    @Test
    void whoHasNeverHeardOfWotNotIsToldToo() {
        try (WatchRig rig = new WatchRig(home, BERLIN)) {
            rig.pass(Duration.ofHours(3));
            assertThat(rig.last().text()).startsWith("WotNot has not sent anything since");
        }
    }

    @Test
    void withoutTheSettingItIsNeverTold() {
        try (WatchRig rig = new WatchRig(home)) {
            rig.receive(1);
            rig.pass(Duration.ofDays(3));
            assertThat(rig.told()).isEmpty();
        }
    }
}
