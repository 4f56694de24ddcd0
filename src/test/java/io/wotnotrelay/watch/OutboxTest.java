package io.wotnotrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.lane.LaneStatus.State;
import io.wotnotrelay.log.EventLog.Health;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.log.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to be told while the log takes nothing. */
class OutboxTest {
    @TempDir
    Path home;

    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicBoolean hangs = new AtomicBoolean();

    /** The log, but for what a full disk does to it. */
    private LogStore failing(LogStore log) {
        return (LogStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LogStore.class}, (proxy, method, arguments) -> {
                    if (hangs.get() && method.getName().equals("append")) {
                        return new CompletableFuture<>();
                    }
                    if (down.get() && method.getName().equals("append")) {
                        return CompletableFuture.failedFuture(new StoreUnavailableException("the disk is full", null));
                    }
                    if (down.get() && method.getName().equals("health")) {
                        return new Health(false, "The disk of the event log is full: free some space.");
                    }
                    try {
                        return method.invoke(log, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whatIsSeenWhileTheStoreIsDownIsInTheLogWhenItIsBack() {
        try (WatchRig rig = new WatchRig(home, this::failing)) {
            down.set(true);
            rig.standing(new Standing("crm", State.HELD, "401", 3, 0));
            rig.pass(Duration.ofMinutes(30));
            assertThat(rig.told()).isEmpty();
            down.set(false);
            rig.pass(Duration.ofMinutes(2));
            assertThat(rig.told()).containsExactly("store_low refusing", "destination_held held", "store_low well");
            assertThat(rig.own().get(0).occurredAt())
                    .as("when it was, not when it could be written")
                    .isEqualTo("2026-01-05T10:00:00Z");
            assertThat(rig.own().get(0).text())
                    .startsWith("No event is taken since 2026-01-05 10:00 UTC: The disk of the event log is full");
        }
    }

    @Test
    void whatIsSeenWhileTheStoreIsDownOutlivesARestart() {
        try (WatchRig rig = new WatchRig(home, this::failing)) {
            down.set(true);
            rig.look().restart();
            down.set(false);
            rig.look().pass(Duration.ofMinutes(1));
            assertThat(rig.told()).containsExactly("store_low refusing", "store_low well");
        }
    }

    @Test
    void aLogThatAnswersNothingKeepsTheWatchFromNothing() {
        try (WatchRig rig = new WatchRig(home, this::failing)) {
            hangs.set(true);
            rig.watch.look();
            rig.standings = List.of(new Standing("crm", State.HELD, "401", 3, 0));
            rig.watch.look();
            rig.clock.move(Duration.ofMinutes(1));
            rig.watch.look();
            assertThat(rig.watch.sending()).isNotDone();
            assertThat(home.resolve("data/watch.json")).content().contains("destination_held");
        }
        hangs.set(false);
        try (WatchRig rig = new WatchRig(home)) {
            rig.look();
            assertThat(rig.told()).containsExactly("destination_held held");
        }
    }

    @Test
    void whatWaitsIsBounded() {
        try (WatchRig rig = new WatchRig(home, this::failing)) {
            down.set(true);
            for (int i = 0; i < 600; i++) {
                rig.standings = List.of(new Standing("d" + i, State.HELD, "401", 3, 0));
                rig.watch.look();
            }
            down.set(false);
            rig.standings = List.of();
            rig.pass(Duration.ofMinutes(20));
            assertThat(rig.own()).hasSizeBetween(450, 501);
        }
    }

    @Test
    void itsReceiptsAreTheRelaysOwn() {
        try (WatchRig rig = new WatchRig(home)) {
            rig.standing(new Standing("crm", State.HELD, "401", 3, 0));
            assertThat(rig.log.receipts(Long.MAX_VALUE, 10)).singleElement().matches(Receipt::own);
            assertThat(rig.log.meters().appended()).as("received").isZero();
        }
    }

    @Test
    void aMemoryThatCannotBeReadIsBegunAnew() throws Exception {
        try (WatchRig rig = new WatchRig(home)) {
            rig.standing(new Standing("crm", State.HELD, "401", 3, 0));
            rig.watch.close();
            java.nio.file.Files.writeString(home.resolve("data/watch.json"), "{\"told\":[");
            rig.crash().look();
            assertThat(rig.told()).containsExactly("destination_held held", "destination_held held");
        }
    }
}
