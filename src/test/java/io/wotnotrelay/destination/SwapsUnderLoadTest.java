package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneMeters;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.lane.Lanes;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred versions of a file, one after the other, while events come. */
class SwapsUnderLoadTest {
    private static final int SWAPS = 200;
    private static final int CONVERSATIONS = 8;

    @TempDir
    private Path home;

    private final ExecutorService workers = Lanes.workers();
    private final List<WeakReference<Destination>> versions = new ArrayList<>();
    private Path folder;
    private EventLog log;
    private Lanes lanes;
    private Destinations destinations;

    @BeforeEach
    void open() throws IOException {
        ExactTestSink.PARAMETERS.clear();
        ExactTestSink.BODIES.clear();
        folder = Files.createDirectory(home.resolve("routes"));
        log = SqliteEventLog.open(
                home.resolve("data"),
                new Settings.Store(null, 0),
                new Settings.Dedup(Duration.ofHours(1), 1_000),
                Clock.systemUTC());
        lanes = new Lanes(log, workers, Clock.systemUTC(), LaneMeters.NONE);
        destinations = new Destinations(Samples.settings(folder, new Properties()), opener());
    }

    @AfterEach
    void close() {
        destinations.close();
        lanes.close(Duration.ofSeconds(5));
        log.close();
        workers.shutdownNow();
        ExactTestSink.BODIES.clear();
        ExactTestSink.PARAMETERS.clear();
    }

    @Test
    void noEventIsLostDoubledOrOutOfOrderAndNothingOfAnOldVersionStays() throws Exception {
        Path file = version(0);
        destinations.open(folder);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> appendUntil(enough), workers);
        int threads = 0;
        for (int n = 1; n <= SWAPS; n++) {
            version(n);
            assertThat(destinations.swap().changed(Set.of(), Set.of(file))).isEmpty();
            assertThat(destinations.status())
                    .singleElement()
                    .satisfies(s -> assertThat(s.reason()).isNull());
            if (n == SWAPS / 10) {
                threads = threads();
            }
        }
        enough.set(true);
        int appended = load.get();

        await().until(() -> ExactTestSink.BODIES.size() >= appended);
        assertThat(appended).isGreaterThan(SWAPS);
        assertThat(inOrderOfArrival())
                .allSatisfy((conversation, seqs) ->
                        assertThat(seqs).doesNotHaveDuplicates().isSorted());
        assertThat(ExactTestSink.BODIES).hasSize(appended);
        assertThat(versionsThatDelivered()).hasSizeGreaterThan(SWAPS / 10);
        assertThat(threads()).isLessThanOrEqualTo(threads + 2);
        await().until(() -> {
            System.gc();
            return versions.stream().filter(v -> v.get() != null).count() <= 2;
        });
    }

    private Path version(int n) throws IOException {
        return Samples.route(
                folder,
                "crm",
                "wotnot:crm",
                "- to:\n    uri: kamelet:exact-test-sink\n    parameters:\n      first: \"" + n + "\"");
    }

    private LaneOpener opener() {
        return new LaneOpener() {
            @Override
            public void born(LaneOptions options) {
                log.lane(options.name(), options.start());
            }

            @Override
            public Event read(StoredEvent event) {
                return event.event();
            }

            @Override
            public Opened open(LaneOptions options, Destination destination) {
                versions.add(new WeakReference<>(destination));
                return lanes.open(options, destination)::close;
            }
        };
    }

    /** A few at a time, each after the one before is on disk. */
    private int appendUntil(AtomicBoolean enough) {
        int n = 0;
        while (!enough.get()) {
            String text =
                    "{\"event\":{\"type\":\"note\",\"payload\":{\"note\":\"%d\"}},\"conversation\":{\"key\":\"c%d\"}}"
                            .formatted(n, n % CONVERSATIONS);
            Items.await(
                    log.append(Items.receipt(1), List.of(Items.item("note", text.getBytes(StandardCharsets.UTF_8)))));
            n++;
        }
        return n;
    }

    private static Map<String, List<Long>> inOrderOfArrival() {
        return ExactTestSink.BODIES.stream()
                .map(Event.class::cast)
                .collect(Collectors.groupingBy(
                        e -> e.conversation().key(), Collectors.mapping(Event::seq, Collectors.toList())));
    }

    private static Set<Object> versionsThatDelivered() {
        return ExactTestSink.PARAMETERS.stream().map(p -> p.get("first")).collect(Collectors.toSet());
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("lane-worker-"))
                .sorted(Comparator.naturalOrder())
                .count();
    }
}
