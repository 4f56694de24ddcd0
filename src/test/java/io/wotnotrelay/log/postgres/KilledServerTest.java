package io.wotnotrelay.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is killed while two relays append to it, and started again. */
class KilledServerTest {
    private static final Settings.Dedup DEDUP = new Settings.Dedup(Duration.ofHours(48), 1_000_000);

    @TempDir
    Path folder;

    private final AtomicBoolean done = new AtomicBoolean();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    @Test
    void nothingAcknowledgedIsLostAndNothingIsDoubleAndAllGoesOnByItself() throws Exception {
        try (PostgresServer server = PostgresServer.begin()) {
            Settings.Store store = server.database();
            try (LogStore one = PostgresEventLog.open(folder.resolve("one"), store, DEDUP, Clock.systemUTC());
                    LogStore two = PostgresEventLog.open(folder.resolve("two"), store, DEDUP, Clock.systemUTC())) {
                List<Long> heard = new CopyOnWriteArrayList<>();
                two.listen(events -> events.forEach(e -> heard.add(e.seq())));
                List<CompletableFuture<Void>> senders = IntStream.range(0, 6)
                        .mapToObj(t -> CompletableFuture.runAsync(() -> send(t, t % 2 == 0 ? one : two)))
                        .toList();
                for (int round = 0; round < 2; round++) {
                    int before = acknowledged.size();
                    await().until(() -> acknowledged.size() > before + 200);
                    server.kill();
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> !one.health().takesEvents());
                    assertThat(one.health().cause()).contains("does not answer");
                    assertThatThrownBy(() -> Items.append(one, "while it is away"))
                            .isInstanceOf(StoreUnavailableException.class);
                    server.restart();
                    await().atMost(Duration.ofSeconds(60))
                            .until(() ->
                                    one.health().takesEvents() && two.health().takesEvents());
                }
                int before = acknowledged.size();
                await().until(() -> acknowledged.size() > before + 200);
                done.set(true);
                senders.forEach(CompletableFuture::join);
                await().until(() -> one.head() == two.head());
                List<StoredEvent> all = one.read(0, 1_000_000);
                assertThat(all)
                        .extracting(StoredEvent::seq)
                        .isEqualTo(LongStream.rangeClosed(1, one.head()).boxed().toList());
                assertThat(Items.texts(all)).doesNotHaveDuplicates().containsAll(acknowledged);
                await().untilAsserted(() -> assertThat(heard)
                        .isEqualTo(LongStream.rangeClosed(1, one.head()).boxed().toList()));
            }
        }
    }

    /** As WotNot does: what is not acknowledged is sent again, until it is. */
    private void send(int thread, LogStore log) {
        for (int i = 0; !done.get(); i++) {
            String text = thread + "/" + i;
            await().ignoreException(StoreUnavailableException.class)
                    .atMost(Duration.ofSeconds(90))
                    .pollDelay(Duration.ZERO)
                    .until(() -> Items.append(log, text) != null);
            acknowledged.add(text);
        }
    }
}
