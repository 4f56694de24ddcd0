package io.wotnotrelay.log.postgres;

import static io.wotnotrelay.log.Items.append;
import static io.wotnotrelay.log.Items.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Appended;
import io.wotnotrelay.log.EventLog.Start;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Settlement;
import io.wotnotrelay.log.StoredEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two relays on one log at the same time. */
class ReplicasTest {
    private static final Settings.Dedup DEDUP = new Settings.Dedup(Duration.ofHours(48), 100_000);
    private final Settings.Store store = PostgresServer.shared().database();

    @TempDir
    Path folder;

    private LogStore one;
    private LogStore two;

    @BeforeEach
    void openBoth() {
        one = open("one");
        two = open("two");
    }

    @AfterEach
    void closeBoth() {
        one.close();
        two.close();
    }

    private LogStore open(String name) {
        return PostgresEventLog.open(folder.resolve(name), store, DEDUP, Clock.systemUTC());
    }

    private static List<Long> heardBy(LogStore log) {
        List<Long> heard = new CopyOnWriteArrayList<>();
        log.listen(events -> events.forEach(e -> heard.add(e.seq())));
        return heard;
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void bothAppendAtOnceWithoutAGapAndEachItemIsStoredOnceAndBothHearOfAll() {
        List<Long> heardByOne = heardBy(one);
        List<Long> heardByTwo = heardBy(two);
        int rounds = 150;
        // every item goes to both
        List<CompletableFuture<Void>> senders = IntStream.range(0, 8)
                .mapToObj(t -> CompletableFuture.runAsync(() -> {
                    LogStore here = t % 2 == 0 ? one : two;
                    for (int i = 0; i < rounds; i++) {
                        append(here, t / 2 + "/" + i + "/a", t / 2 + "/" + i + "/b");
                    }
                }))
                .toList();
        senders.forEach(CompletableFuture::join);
        long all = 4L * rounds * 2;
        await().until(() -> one.head() == all && two.head() == all);
        for (LogStore log : List.of(one, two)) {
            List<StoredEvent> events = log.read(0, 10_000);
            assertThat(events).extracting(StoredEvent::seq).isEqualTo(upTo(all));
            assertThat(texts(events)).doesNotHaveDuplicates();
        }
        await().untilAsserted(() -> assertThat(heardByOne).isEqualTo(upTo(all)));
        await().untilAsserted(() -> assertThat(heardByTwo).isEqualTo(upTo(all)));
    }

    @Test
    void anItemOfOneIsADuplicateForTheOtherAndForOneThatStartsLater() {
        append(one, "a", "b");
        assertThat(append(two, "b", "c")).isEqualTo(new Appended(3, 1, 1));
        assertThat(append(one, "c", "a")).isEqualTo(new Appended(3, 0, 2));
        try (LogStore three = open("three")) {
            assertThat(append(three, "a", "b", "c", "d")).isEqualTo(new Appended(4, 1, 3));
            assertThat(three.replica()).isGreaterThan(two.replica());
        }
        assertThat(append(two, "d")).isEqualTo(new Appended(4, 0, 1));
    }

    @Test
    void oneThatOnlyReadsLearnsOfTheHeadAndOfTheEvents() {
        List<Long> heard = heardBy(two);
        append(one, "a", "b");
        await().until(() -> two.head() == 2);
        assertThat(texts(two.read(0, 10))).containsExactly("a", "b");
        await().untilAsserted(() -> assertThat(heard).containsExactly(1L, 2L));
        append(one, "c");
        await().untilAsserted(() -> assertThat(heard).containsExactly(1L, 2L, 3L));
        assertThat(texts(two.read(2, 10))).containsExactly("c");
    }

    @Test
    void whatOneDoesToALaneIsSeenByTheOther() {
        append(one, "a", "b");
        LaneRecord lane = one.lane("mail", new Start.Beginning());
        assertThat(two.lane("mail", new Start.Now())).isEqualTo(lane);
        settle(one, lane, 1);
        settle(two, lane, 2);
        Items.await(two.pause(lane.id(), true));
        for (LogStore log : List.of(one, two)) {
            assertThat(log.lanes())
                    .singleElement()
                    .returns(2L, LaneRecord::cursor)
                    .returns(true, LaneRecord::paused);
            assertThat(log.totals(lane.id()).delivered()).isEqualTo(2);
            assertThat(log.outcomes(lane.id(), 1, 9)).hasSize(2);
        }
        Items.await(one.forget(lane.id()));
        assertThat(two.lanes()).isEmpty();
        assertThatThrownBy(() -> settle(two, lane, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void settle(LogStore log, LaneRecord lane, long seq) {
        Outcome outcome = new Outcome(seq, Outcome.Result.DELIVERED, 200, 12, 1, null);
        Items.await(log.settle(new Settlement(lane.id(), seq, List.of(outcome), List.of(), List.of())));
    }

    @Test
    void twoOnOneFolderAreRefused() {
        assertThatThrownBy(() -> open("one")).hasMessageContaining("Another relay is running on the data folder");
    }
}
