package io.wotnotrelay.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The reader over a real log, and the fold anybody can write down to hold it against. */
final class ContextsRig implements AutoCloseable {
    static final Duration AGE = Duration.ofDays(30);

    final Path data;
    final HandClock clock = new HandClock();
    LogStore log;
    Contexts contexts;

    private final long mostUnwritten;

    ContextsRig(Path data) {
        this(data, 32L << 20);
    }

    ContextsRig(Path data, long mostUnwritten) {
        this.data = data;
        this.mostUnwritten = mostUnwritten;
        start();
    }

    void start() {
        log = SqliteEventLog.open(
                data,
                new Settings.Store("jdbc:sqlite:" + data.resolve("relay.db"), 0),
                new Settings.Dedup(Duration.ofHours(48), 1_000),
                clock);
        contexts = Contexts.open(data, log, AGE, clock, Duration.ofMillis(20), mostUnwritten);
    }

    void restart() {
        close();
        start();
    }

    long add(NewEvent... events) {
        return Items.await(log.append(Items.receipt(events.length, clock.millis()), List.of(events)))
                .lastSeq();
    }

    /** The event as a route sees it. */
    Event event(long seq) {
        return contexts.of(stored(seq));
    }

    StoredEvent stored(long seq) {
        return log.find(seq).orElseThrow();
    }

    /** Reads all events up to this one, of this one's conversation alone, in their order. */
    static Event naive(List<StoredEvent> all, StoredEvent event) {
        Context context = Context.NONE;
        String key = event.event().conversation().key();
        if (key == null) {
            return event.event();
        }
        for (StoredEvent earlier : all) {
            if (earlier.seq() <= event.seq()
                    && key.equals(earlier.event().conversation().key())) {
                context = context.after(earlier.event());
            }
        }
        return context.on(event.event());
    }

    void awaitWritten() {
        await().until(() -> contexts.keptTo() == log.head());
    }

    Path file() {
        return data.resolve(ContextFile.NAME);
    }

    void deleteFile() throws IOException {
        for (String part : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(data.resolve(ContextFile.NAME + part));
        }
    }

    /** All of the file, to be put back later; the reader must be closed. */
    byte[] copy() throws IOException {
        assertThat(data.resolve(ContextFile.NAME + "-wal")).doesNotExist();
        return Files.exists(file()) ? Files.readAllBytes(file()) : null;
    }

    @Override
    public void close() {
        contexts.close();
        log.close();
    }
}
