package io.wotnotrelay.log;

import static io.wotnotrelay.log.Items.append;
import static io.wotnotrelay.log.Items.await;
import static io.wotnotrelay.log.Items.item;
import static io.wotnotrelay.log.Items.items;
import static io.wotnotrelay.log.Items.receipt;
import static io.wotnotrelay.log.Items.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every event log promises, whatever keeps it. */
public abstract class EventLogContract {
    protected final HandClock clock = new HandClock();
    protected Settings.Dedup dedup = new Settings.Dedup(Duration.ofHours(48), 1_000);
    protected LogStore log;

    /** Opens the store of this test, as it was left. */
    protected abstract LogStore open(Settings.Dedup window);

    /** Makes commits fail, or well again. */
    protected abstract void fail(boolean failing);

    /** Holds the writer before its next commit until the answer is completed. */
    protected abstract CompletableFuture<Void> holdCommits();

    @BeforeEach
    void openLog() {
        log = open(dedup);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    protected void reopen() {
        log.close();
        log = open(dedup);
    }

    @Test
    void seqCountsFromOneInTheOrderOfArrival() {
        assertThat(log.head()).isZero();
        assertThat(append(log, "a", "b")).isEqualTo(new Appended(2, 2, 0));
        assertThat(append(log, "c")).isEqualTo(new Appended(3, 1, 0));
        assertThat(log.head()).isEqualTo(3);
        assertThat(log.read(0, 10)).extracting(StoredEvent::seq).containsExactly(1L, 2L, 3L);
        assertThat(texts(log.read(0, 10))).containsExactly("a", "b", "c");
    }

    @Test
    void anEventComesBackAsItWasPutIn() {
        NewEvent item = item("status", "{ \"a\" : 1 }".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Receipt receipt = receipt(1, 77_000);
        await(log.append(receipt, List.of(item)));
        for (int round = 0; round < 2; round++) {
            StoredEvent event = log.find(1).orElseThrow();
            assertThat(event.receipt()).isEqualTo(receipt.id());
            assertThat(event.receivedAt()).isEqualTo(77_000);
            assertThat(event.kind()).isEqualTo("status");
            assertThat(event.digest()).isEqualTo(item.digest());
            assertThat(event.raw()).isEqualTo(item.raw());
            reopen();
        }
    }

    @Test
    void hostileBytesComeBackExactly() {
        byte[] huge = new byte[10 << 20];
        new java.util.Random(4).nextBytes(huge);
        List<NewEvent> items = List.of(
                item("nul\u0000kind", new byte[] {0, 1, 0}),
                item("half\ud800", new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc0}),
                item("\udc00other\ud83d\ude00", new byte[0]),
                item("", huge));
        await(log.append(receipt(4), items));
        for (int round = 0; round < 2; round++) {
            List<StoredEvent> all = new ArrayList<>(log.read(0, 3));
            all.addAll(log.read(3, 3));
            for (int i = 0; i < items.size(); i++) {
                assertThat(all.get(i).kind()).isEqualTo(items.get(i).kind());
                assertThat(Arrays.equals(all.get(i).raw(), items.get(i).raw())).isTrue();
            }
            reopen();
        }
    }

    @Test
    void anItemTwiceInOneRequestIsOneEvent() {
        assertThat(append(log, "a", "b", "a")).isEqualTo(new Appended(2, 2, 1));
        assertThat(texts(log.read(0, 10))).containsExactly("a", "b");
    }

    @Test
    void anItemTwiceInOneCommitIsOneEvent() {
        CompletableFuture<Void> go = holdCommits();
        CompletionStage<Appended> first = log.append(receipt(1), items("a"));
        CompletionStage<Appended> second = log.append(receipt(1), items("a"));
        go.complete(null);
        assertThat(await(first).stored()).isEqualTo(1);
        assertThat(await(second)).isEqualTo(new Appended(1, 0, 1));
        assertThat(log.head()).isEqualTo(1);
    }

    @Test
    void anItemOfAnEarlierCommitIsADuplicateAlsoAfterARestart() {
        append(log, "a", "b");
        assertThat(append(log, "b", "c")).isEqualTo(new Appended(3, 1, 1));
        reopen();
        assertThat(append(log, "a", "c")).isEqualTo(new Appended(3, 0, 2));
        assertThat(append(log, "d")).isEqualTo(new Appended(4, 1, 0));
    }

    @Test
    void anItemIsForgottenWhenTheWindowHasPassed() {
        append(log, "a");
        clock.move(Duration.ofHours(48));
        assertThat(append(log, "a").duplicates()).isEqualTo(1);
        clock.move(Duration.ofSeconds(2));
        assertThat(append(log, "a").stored()).isEqualTo(1);
        clock.move(Duration.ofHours(49));
        reopen();
        assertThat(append(log, "a").stored()).isEqualTo(1);
    }

    @Test
    void theOldestItemIsForgottenWhenThereAreTooMany() {
        dedup = new Settings.Dedup(Duration.ofHours(48), 3);
        reopen();
        append(log, "a", "b", "c");
        append(log, "d");
        assertThat(append(log, "b", "c", "d").duplicates()).isEqualTo(3);
        reopen();
        assertThat(append(log, "b", "c", "d").duplicates()).isEqualTo(3);
        assertThat(append(log, "a").stored()).isEqualTo(1);
    }

    @Test
    void aFailedCommitRefusesOriginalAndDuplicateAndTheItemIsNewAfterwards() {
        append(log, "before");
        CompletableFuture<Void> go = holdCommits();
        CompletionStage<Appended> first = log.append(receipt(2), items("a", "b"));
        CompletionStage<Appended> second = log.append(receipt(1), items("a"));
        fail(true);
        go.complete(null);
        assertThatThrownBy(() -> await(first)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> await(second)).isInstanceOf(StoreUnavailableException.class);
        assertThat(log.health().takesEvents()).isFalse();
        assertThat(log.health().cause()).isNotBlank();
        assertThat(log.head()).isEqualTo(1);
        assertThat(log.read(1, 10)).isEmpty();
        fail(false);
        assertThat(append(log, "a")).isEqualTo(new Appended(2, 1, 0));
        assertThat(log.health()).isEqualTo(new EventLog.Health(true, null));
    }

    @Test
    void aFailingStoreRecoversByItself() {
        fail(true);
        assertThatThrownBy(() -> append(log, "a")).isInstanceOf(StoreUnavailableException.class);
        fail(false);
        org.awaitility.Awaitility.await().until(() -> log.health().takesEvents());
        assertThat(append(log, "a").stored()).isEqualTo(1);
    }

    @Test
    void aFailingListenerAndAFailingCallbackHurtNobody() {
        log.listen(events -> {
            throw new AssertionError("a listener that fails");
        });
        log.append(receipt(1), items("a")).whenComplete((a, e) -> {
            throw new IllegalStateException("a callback that fails");
        });
        assertThat(append(log, "b").lastSeq()).isEqualTo(2);
    }

    @Test
    void listenersHearOfEachCommitInOrder() {
        List<Long> heard = new CopyOnWriteArrayList<>();
        log.listen(events -> events.forEach(e -> heard.add(e.seq())));
        for (int i = 0; i < 50; i++) {
            append(log, "x" + i, "y" + i);
        }
        append(log, "x1");
        log.close();
        assertThat(heard)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 100).boxed().toList());
    }

    @Test
    void requestsOfManyThreadsKeepTheirItemsTogether() throws Exception {
        int threads = 32;
        int rounds = 20;
        CountDownLatch done = new CountDownLatch(threads);
        IntStream.range(0, threads)
                .forEach(t -> new Thread(() -> {
                            for (int i = 0; i < rounds; i++) {
                                String name = t + "-" + i + "-";
                                append(log, name + 0, name + 1, name + 2);
                            }
                            done.countDown();
                        })
                        .start());
        done.await();
        List<String> all = texts(log.read(0, 10_000));
        assertThat(all).hasSize(threads * rounds * 3);
        for (int i = 0; i < all.size(); i += 3) {
            String name = all.get(i).substring(0, all.get(i).length() - 1);
            assertThat(all.subList(i, i + 3)).containsExactly(name + 0, name + 1, name + 2);
        }
    }

    @Test
    void aPageIsLimitedByCountAndByBytes() {
        byte[] big = new byte[1 << 20];
        for (int i = 0; i < 12; i++) {
            big[0] = (byte) i;
            await(log.append(receipt(1), List.of(item("big", big.clone()))));
        }
        for (int round = 0; round < 2; round++) {
            assertThat(log.read(0, 2)).extracting(StoredEvent::seq).containsExactly(1L, 2L);
            assertThat(log.read(0, 100)).hasSize(4);
            assertThat(log.read(10, 100)).extracting(StoredEvent::seq).containsExactly(11L, 12L);
            assertThat(log.read(12, 100)).isEmpty();
            assertThat(log.read(5, 0)).isEmpty();
            reopen();
        }
    }

    @Test
    void theHeadStaysWhenAllIsPruned() {
        append(log, "a", "b", "c");
        await(log.prune(2));
        assertThat(log.first()).isEqualTo(3);
        assertThat(texts(log.read(0, 10))).containsExactly("c");
        await(log.prune(Long.MAX_VALUE));
        await(log.forgetBefore(Long.MAX_VALUE));
        reopen();
        assertThat(log.head()).isEqualTo(3);
        assertThat(log.first()).isEqualTo(4);
        assertThat(log.read(0, 10)).isEmpty();
        assertThat(append(log, "d").lastSeq()).isEqualTo(4);
        assertThat(append(log, "a").duplicates())
                .as("the window outlives the events")
                .isEqualTo(1);
    }

    @Test
    void theHeadStaysWhenAllReceiptsAreForgotten() {
        append(log, "a", "b");
        append(log, "c");
        await(log.prune(3));
        clock.move(Duration.ofHours(100));
        await(log.forgetBefore(Long.MAX_VALUE));
        reopen();
        assertThat(log.head()).isEqualTo(3);
        assertThat(log.receipts(Long.MAX_VALUE, 10)).hasSizeLessThan(2);
        assertThat(append(log, "a")).isEqualTo(new Appended(4, 1, 0));
    }

    @Test
    void pruningManyEventsTakesAllOfThem() {
        for (int i = 0; i < 10; i++) {
            int n = i;
            append(log, IntStream.range(0, 200).mapToObj(j -> n + "/" + j).toArray(String[]::new));
        }
        long before = log.usedBytes();
        await(log.prune(1_999));
        assertThat(log.read(0, 10)).extracting(StoredEvent::seq).containsExactly(2_000L);
        assertThat(log.usedBytes()).isLessThan(before);
    }

    @Test
    void largeEventsArePrunedAFewAtATime() {
        byte[] large = new byte[3 << 20];
        for (int i = 0; i < 8; i++) {
            large[0] = (byte) i;
            await(log.append(receipt(1), List.of(item("large", large.clone()))));
        }
        long before = log.meters().commits();
        await(log.prune(8));
        assertThat(log.first()).isEqualTo(9);
        assertThat(log.meters().commits() - before).isGreaterThanOrEqualTo(4);
    }

    @Test
    void closeCommitsWhatIsQueuedAndRefusesWhatComesLater() {
        CompletableFuture<Void> go = holdCommits();
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stages.add(log.append(receipt(1), items("q" + i)));
        }
        Thread closing = new Thread(log::close);
        closing.start();
        org.awaitility.Awaitility.await().until(() -> !log.health().takesEvents());
        CompletionStage<Appended> late = log.append(receipt(1), items("late"));
        go.complete(null);
        stages.forEach(s -> assertThat(await(s).stored()).isEqualTo(1));
        assertThatThrownBy(() -> await(late)).isInstanceOf(StoreUnavailableException.class);
        log.close();
        log = open(dedup);
        assertThat(log.head()).isEqualTo(100);
    }

    @Test
    void receiptsComeNewestFirstWithTheirDuplicates() {
        List<Receipt> expected = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Receipt receipt = receipt(2, 5_000 + i);
            await(log.append(receipt, items("same", "n" + i)));
            expected.add(0, new Receipt(receipt.id(), 5_000 + i, Receipt.Outcome.ACCEPTED, null, 2, i == 0 ? 0 : 1));
        }
        Receipt odd = new Receipt(receipt(0).id(), 9_000, Receipt.Outcome.HANDSHAKE, "why \ud800 not", 0, 0);
        log.note(odd);
        append(log, "last");
        for (int round = 0; round < 2; round++) {
            assertThat(log.receipts(Long.MAX_VALUE, 700).subList(1, 602)).isEqualTo(concat(odd, expected));
            assertThat(log.receipts(odd.id(), 5)).isEqualTo(expected.subList(0, 5));
            assertThat(log.receipts(expected.get(9).id(), 1_000)).isEqualTo(expected.subList(10, 600));
            assertThat(log.receipts(0, 5)).isEmpty();
            reopen();
        }
    }

    private static List<Receipt> concat(Receipt first, List<Receipt> rest) {
        List<Receipt> out = new ArrayList<>(List.of(first));
        out.addAll(rest);
        return out;
    }

    @Test
    void receiptsThatCameOutOfOrderAreStillSortedByTheirNumber() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long id = (1L << 50) + (i * 7 % 40);
            ids.add(id);
            await(log.append(new Receipt(id, 1, Receipt.Outcome.ACCEPTED, null, 1, 0), items("o" + i)));
        }
        ids.sort(java.util.Comparator.reverseOrder());
        assertThat(log.receipts(Long.MAX_VALUE, 7)).extracting(Receipt::id).isEqualTo(ids.subList(0, 7));
        assertThat(log.receipts(ids.get(6), 7)).extracting(Receipt::id).isEqualTo(ids.subList(7, 14));
    }

    @Test
    void anEmptyRequestIsAReceiptWithoutEvents() {
        assertThat(await(log.append(receipt(0), List.of()))).isEqualTo(new Appended(0, 0, 0));
        assertThat(log.receipts(Long.MAX_VALUE, 5)).hasSize(1);
    }
}
