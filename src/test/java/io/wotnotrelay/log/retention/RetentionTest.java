package io.wotnotrelay.log.retention;

import static io.wotnotrelay.log.Items.append;
import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.items;
import static io.wotnotrelay.log.Items.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.log.Appended;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Settlement;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.index.EventQuery;
import io.wotnotrelay.log.index.SqliteEventIndex;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RetentionTest extends RetentionRig {
    @Test
    void settledEventsOlderThanTheAgeGoAndYoungerOnesStay() {
        LaneRecord lane = lane("mail");
        receive(3);
        pass(DAY.multipliedBy(20));
        receive(2);
        deliver(lane, 5);
        pass(DAY.multipliedBy(10));
        assertThat(log.first()).as("exactly as old as the age").isEqualTo(1);
        pass(Duration.ofSeconds(1));
        assertThat(log.read(0, 10)).extracting(StoredEvent::seq).containsExactly(4L, 5L);
        assertThat(retention.pruned()).isEqualTo(3);
        assertThat(retention.kept().oldestAt())
                .isEqualTo(log.find(4).orElseThrow().receivedAt());
    }

    @Test
    void anEventThatOneLaneHasNotGotStaysUntilItHas() {
        LaneRecord quick = lane("quick");
        LaneRecord slow = lane("slow");
        receive(4);
        deliver(quick, 4);
        pass(DAY.multipliedBy(29));
        deliver(slow, 2);
        pass(DAY.multipliedBy(2));
        assertThat(log.read(0, 10)).extracting(StoredEvent::seq).containsExactly(3L, 4L);
        deliver(slow, 4);
        round();
        assertThat(log.first()).isEqualTo(5);
    }

    @Test
    void deadLettersAndParkedDeliveriesCanStillBeRead() {
        LaneRecord lane = lane("mail");
        receive(5);
        byte[] dead = log.find(2).orElseThrow().raw();
        byte[] parked = log.find(4).orElseThrow().raw();
        park(lane, 2, Parked.State.DEAD);
        park(lane, 4, Parked.State.RETRYING);
        deliver(lane, 5);
        pass(DAY.multipliedBy(31));
        restart();
        round();
        assertThat(log.first()).isEqualTo(6);
        assertThat(log.find(1)).isEmpty();
        assertThat(log.find(2).orElseThrow().raw()).isEqualTo(dead);
        assertThat(log.find(4).orElseThrow().raw()).isEqualTo(parked);
        assertThat(log.dead(lane.id(), 0, 5)).extracting(Parked::seq).containsExactly(2L);
        await(log.settle(new Settlement(lane.id(), 0, List.of(), List.of(), List.of(4L))));
        assertThat(log.find(4)).as("settled at last").isEmpty();
    }

    @Test
    void seqGoesOnWhenAllHasGone() {
        receive(7);
        pass(DAY.multipliedBy(31));
        pass(DAY.multipliedBy(31));
        restart();
        assertThat(log.first()).isEqualTo(8);
        assertThat(log.receipts(Long.MAX_VALUE, 10)).hasSizeLessThanOrEqualTo(1);
        assertThat(append(log, "next").lastSeq()).isEqualTo(8);
        assertThat(retention.kept().oldestAt()).isZero();
    }

    @Test
    void receiptsAndOutcomesGoWithTheirEventsAndDuplicatesAreStillKnown() {
        keep(Duration.ofHours(12), 10_000_000_000L, DAY);
        LaneRecord lane = lane("mail");
        for (String text : List.of("a", "b", "c")) {
            await(log.append(receipt(1, clock.millis()), items(text)));
            deliver(lane, log.head());
            clock.move(Duration.ofHours(1));
        }
        pass(DAY);
        assertThat(log.first()).isEqualTo(4);
        assertThat(log.outcomes(lane.id(), 1, 3))
                .as("the last row holds how far it is")
                .hasSize(1);
        assertThat(log.receipts(Long.MAX_VALUE, 9))
                .as("needed for the duplicates")
                .hasSize(3);
        assertThat(append(log, "a")).isEqualTo(new Appended(3, 0, 1));
        pass(DAY.multipliedBy(3));
        assertThat(log.receipts(Long.MAX_VALUE, 9)).hasSizeLessThanOrEqualTo(1);
        assertThat(append(log, "a").stored()).isEqualTo(1);
    }

    @Test
    void theOldestSettledEventsGoFirstWhenThereIsTooMuch() {
        keep(DAY.multipliedBy(30), 4 << 20, DAY.multipliedBy(30));
        LaneRecord lane = lane("mail");
        for (int i = 0; i < 8; i++) {
            receive(1_000, 1_000);
            deliver(lane, log.head());
            clock.move(Duration.ofMinutes(1));
        }
        assertThat(log.usedBytes()).isGreaterThan(settings.size());
        round();
        assertThat(log.usedBytes()).isLessThan(settings.size());
        assertThat(log.first()).isBetween(3_000L, 7_000L);
        assertThat(log.read(log.first() - 1, 1)).hasSize(1);
        assertThat(log.head()).isEqualTo(8_000);
        assertThat(log.receipts(Long.MAX_VALUE, 9))
                .as("within the window of duplicates")
                .hasSize(8);
        long first = log.first();
        round();
        assertThat(log.first()).as("no more than must go").isEqualTo(first);
    }

    @Test
    void whatALaneWaitsForStaysThoughThereIsTooMuch() {
        keep(DAY.multipliedBy(30), 1 << 20, DAY.multipliedBy(30));
        LaneRecord lane = lane("mail");
        LaneRecord behind = lane("behind");
        receive(4_000, 1_000);
        deliver(lane, 4_000);
        deliver(behind, 1_000);
        round();
        assertThat(log.first()).isEqualTo(1_001);
        pass(DAY);
        assertThat(log.first()).isEqualTo(1_001);
        assertThat(warnings("relay.retention.size"))
                .hasSize(1)
                .first()
                .asString()
                .contains("behind");
    }

    @Test
    void theIndexForgetsWhatTheLogHasForgotten() {
        receive(3);
        String gone = log.find(1).orElseThrow().id();
        pass(DAY.multipliedBy(29));
        receive(1);
        try (SqliteEventIndex index = SqliteEventIndex.open(folder.resolve("data"), log)) {
            Awaitility.await().until(() -> index.indexedTo() == 4);
            assertThat(index.byId(gone)).hasValue(1);
            pass(DAY.multipliedBy(2));
            assertThat(index.byId(gone)).isEmpty();
            assertThat(index.search(EventQuery.all(10)).seqs()).containsExactly(4L);
        }
    }

    @Test
    void eventsAreTakenBetweenTwoSteps() {
        for (int i = 0; i < 12; i++) {
            receive(1_000);
        }
        clock.move(DAY.multipliedBy(31));
        CompletableFuture<Void> pruning = CompletableFuture.runAsync(this::round);
        int between = 0;
        for (int i = 0; !pruning.isDone(); i++) {
            await(log.append(receipt(1, clock.millis()), items("meanwhile " + i)));
            between += retention.pruned() > 0 && log.first() <= 12_000 ? 1 : 0;
        }
        await(pruning);
        assertThat(between).isPositive();
        assertThat(log.first()).isEqualTo(12_001);
        assertThat(log.head()).isGreaterThan(12_000);
    }

    @Test
    void anAppendNeedNotWaitForAPruningToEnd() {
        for (int i = 0; i < 12; i++) {
            receive(1_000);
        }
        CompletableFuture<Void> pruning = log.prune(12_000).toCompletableFuture();
        boolean over = await(log.append(receipt(1), items("meanwhile")).thenApply(a -> pruning.isDone()));
        assertThat(over).isFalse();
        await(pruning);
    }

    @Test
    void itsOwnThreadLetsGoAndEndsInTime() {
        receive(5);
        clock.move(DAY.multipliedBy(31));
        try (Retention running = new Retention(log, settings, clock, skip).start(Duration.ofMillis(5))) {
            Awaitility.await().until(() -> running.pruned() == 5);
            Awaitility.await().until(() -> running.kept().oldestAt() == 0);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("log-retention");
    }
}
