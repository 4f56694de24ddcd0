package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.KIND;
import static io.wotnotrelay.lane.LaneRig.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.log.EventLog.CommitListener;
import io.wotnotrelay.log.StoredEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reader goes before the lanes: they read up to its place and no further. */
class LaneUpstreamTest {
    private final FakeEventLog log = new FakeEventLog();
    private final ExecutorService workers = Lanes.workers();
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong place = new AtomicLong();
    private final AtomicReference<String> trouble = new AtomicReference<>();
    private final List<Long> ahead = new CopyOnWriteArrayList<>();
    private final List<Long> got = new CopyOnWriteArrayList<>();
    private final Lanes lanes = lanes();

    private Lanes lanes() {
        Upstream upstream = new Upstream(listeners::add, place::get, trouble::get);
        Seams real = Seams.of(Clock.systemUTC());
        Seams seams = new Seams(
                FakeEventLog::conversation, Clock.systemUTC(), real.ticker(), real.random(), Duration.ofMillis(5));
        return new Lanes(log, upstream, workers, LaneMeters.NONE, seams);
    }

    @AfterEach
    void close() {
        lanes.close(Duration.ZERO);
        workers.shutdownNow();
        log.close();
    }

    private Lane open(String name) {
        log.lane(name, options(name).start());
        log.disk.lanes.get(name).wants = KIND::equals;
        return lanes.open(options(name), KIND::equals, delivery -> {
            for (StoredEvent event : delivery.events()) {
                if (event.seq() > place.get()) {
                    ahead.add(event.seq());
                }
                got.add(event.seq());
            }
            return new Result.Delivered();
        });
    }

    /** The reader comes to this seq. */
    private void reach(long seq) {
        List<StoredEvent> read = log.read(place.get(), (int) (seq - place.get()));
        place.set(seq);
        listeners.forEach(l -> l.committed(read));
    }

    @Test
    void aLaneThatIsBehindReadsTheLogUpToTheReadersPlace() {
        for (int i = 0; i < 100; i++) {
            log.put(KIND, "c" + i);
        }
        reach(40);
        Lane lane = open("a");
        await().until(() -> lane.status().cursor() == 40);
        assertThat(lane.status().waiting()).isEqualTo(60);
        assertThat(lane.status().cause()).isNull();
        trouble.set("It is being read.");
        assertThat(lane.status().cause()).isEqualTo("It is being read.");
        reach(100);
        await().until(() -> lane.status().cursor() == 100);
        assertThat(lane.status().cause()).isNull();
        assertThat(ahead).isEmpty();
        assertThat(got).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void howeverTheReaderGoesNoLaneIsEverAheadOfIt() {
        Random random = new Random(1);
        Lane early = open("early");
        for (int i = 0; i < 300; i++) {
            log.put(random.nextInt(4) == 0 ? "other" : KIND, "c" + random.nextInt(5), random.nextInt(2_000));
            if (i == 150) {
                open("late");
            }
            if (random.nextInt(3) == 0) {
                reach(place.get() + 1 + random.nextInt((int) (log.head() - place.get())));
            }
        }
        reach(log.head());
        await().until(() -> early.status().cursor() == 300
                && lanes.lane("late").orElseThrow().status().cursor() == 300);
        assertThat(ahead).isEmpty();
        assertThat(log.disk.violations).isEmpty();
    }
}
