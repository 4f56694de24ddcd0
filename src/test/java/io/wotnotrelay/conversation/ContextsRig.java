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
import io.wotnotrelay.log.postgres.PostgresEventLog;
import io.wotnotrelay.log.sqlite.SqliteEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The reader over a real log, and the fold anybody can write down to hold it against. */
final class ContextsRig implements AutoCloseable {
    static final Duration AGE = Duration.ofDays(30);
    static final String HOUSE = "house";

    static final Duration ROUND = Duration.ofMillis(20);

    final Path data;
    final HandClock clock = new HandClock();
    LogStore log;
    Contexts contexts;

    private final Settings.Store store;
    private final long mostUnwritten;

    ContextsRig(Path data) {
        this(data, 32L << 20);
    }

    ContextsRig(Path data, long mostUnwritten) {
        this(data, new Settings.Store("jdbc:sqlite:" + data.resolve("relay.db"), 0), mostUnwritten);
    }

    /** In a database, of the only replica. */
    ContextsRig(Path data, Settings.Store store) {
        this(data, store, 32L << 20);
    }

    private ContextsRig(Path data, Settings.Store store, long mostUnwritten) {
        this.data = data;
        this.store = store;
        this.mostUnwritten = mostUnwritten;
        start();
    }

    void start() {
        log = open(data, store, clock);
        contexts = Contexts.open(data, log, AGE, clock, ROUND, mostUnwritten);
        log.leases().ifPresent(leases -> contexts.keep(leases.take("rig", HOUSE).orElseThrow()));
    }

    static LogStore open(Path data, Settings.Store store, Clock clock) {
        Settings.Dedup dedup = new Settings.Dedup(Duration.ofHours(48), 1_000);
        return PostgresEventLog.takes(store)
                ? PostgresEventLog.open(data, store, dedup, clock)
                : SqliteEventLog.open(data, store, dedup, clock);
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

    /** The seqs of all rows. */
    List<Long> rows() throws SQLException {
        List<Long> seqs = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT seq FROM context ORDER BY seq")) {
            while (row.next()) {
                seqs.add(row.getLong(1));
            }
        }
        return seqs;
    }

    private Connection connect() throws SQLException {
        return log.shared().isPresent()
                ? log.shared().get().getConnection()
                : DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    @Override
    public void close() {
        contexts.close();
        log.leases().ifPresent(leases -> leases.leave("rig"));
        log.close();
    }
}
