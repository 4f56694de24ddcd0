package io.wotnotrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreWatchTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path home;

    @Test
    void aDiskThatFillsUpIsToldAtTwiceWhatMustStayFreeAndAgainWhenThereIsRoom() {
        try (WatchRig rig = new WatchRig(home, "relay.store.min-free=100MiB")) {
            rig.free = 201 * MIB;
            rig.look();
            assertThat(rig.told()).isEmpty();
            rig.free = 199 * MIB;
            rig.look().pass(Duration.ofHours(3));
            assertThat(rig.told()).containsExactly("store_low low");
            assertThat(rig.last().text()).contains("199 MiB are free").contains("100 MiB (relay.store.min-free)");
            rig.free = 201 * MIB;
            rig.look();
            assertThat(rig.told()).as("a little more is no room").hasSize(1);
            rig.restart();
            rig.free = 300 * MIB;
            rig.look();
            assertThat(rig.told()).containsExactly("store_low low", "store_low well");
        }
    }

    @Test
    void oneThatGoesToAndFroIsToldOnceAnHour() {
        try (WatchRig rig = new WatchRig(home, "relay.store.min-free=100MiB")) {
            for (int minute = 0; minute < 180; minute++) {
                rig.clock.move(Duration.ofMinutes(1));
                rig.free = (minute % 2 == 0 ? 150 : 400) * MIB;
                rig.look();
            }
            assertThat(rig.told()).hasSize(6);
        }
    }
}
