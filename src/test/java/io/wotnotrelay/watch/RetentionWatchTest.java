package io.wotnotrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionWatchTest {
    @TempDir
    Path home;

    private WatchRig rig;
    private LaneRecord crm;

    @BeforeEach
    void open() {
        rig = new WatchRig(home);
        crm = rig.log.lane("crm", new EventLog.Start.Beginning());
        for (int i = 0; i < 7; i++) {
            rig.receive(i);
        }
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void pinned(int hours) {
        rig.pins = Map.of("crm", Duration.ofHours(hours));
        rig.look();
    }

    @Test
    void itIsToldAtFiftyAndNinetyPercentOnceEachAlsoOverARestart() {
        pinned(359);
        assertThat(rig.told()).isEmpty();
        pinned(360);
        rig.pass(Duration.ofHours(2));
        pinned(400);
        rig.restart();
        pinned(500);
        rig.pass(Duration.ofHours(2));
        assertThat(rig.told()).containsExactly("retention_warning pinned");
        assertThat(rig.last().variables())
                .containsEntry("destination", "crm")
                .containsEntry("waiting", 7)
                .containsEntry("percent", 50)
                .containsEntry("deadline", "2026-01-20T10:00:00Z");
        assertThat(rig.last().text())
                .startsWith("Destination crm has sent nothing for 15 days although 7 events wait. That is 50 % of"
                        + " relay.retention.pin: from 2026-01-20 10:00 UTC on,");
        pinned(648);
        pinned(719);
        assertThat(rig.told()).hasSize(2);
        assertThat(rig.last().variables()).containsEntry("percent", 90);
        pinned(0);
        rig.clock.move(Duration.ofDays(20));
        pinned(360);
        assertThat(rig.told()).as("the next time").hasSize(3);
    }

    @Test
    void whatExpiredUnsentIsToldWithItsNumberAlsoWhenItWasWhileNobodyLooked() {
        rig.look();
        expire(1, 3);
        rig.look();
        assertThat(rig.told()).containsExactly("retention_warning expired");
        assertThat(rig.last().variables())
                .containsEntry("count", 3)
                .containsEntry("first", 1)
                .containsEntry("last", 3)
                .containsEntry("cause", "The destination stood still for 30 days.");
        expire(4, 5);
        rig.restart().look();
        assertThat(rig.told()).as("within the hour").hasSize(1);
        rig.pass(Duration.ofHours(1));
        assertThat(rig.told()).hasSize(2);
        assertThat(rig.last().variables()).containsEntry("count", 2);
        rig.pass(Duration.ofHours(5));
        assertThat(rig.told()).hasSize(2);
    }

    private void expire(long from, long to) {
        Outcome outcome = Outcome.expired(from, to, to - from + 1, "The destination stood still for 30 days.");
        Items.await(rig.log.settle(new Settlement(crm.id(), to, List.of(outcome), List.of(), List.of())));
    }
}
