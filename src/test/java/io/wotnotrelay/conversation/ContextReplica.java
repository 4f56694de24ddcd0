package io.wotnotrelay.conversation;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.NewEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One of the relays that share a log: its log and its contexts alone. */
final class ContextReplica implements AutoCloseable {
    private static final AtomicLong EPOCHS = new AtomicLong();

    final LogStore log;
    final Contexts contexts;
    private final HandClock clock;
    private AutoCloseable hold = () -> {};
    private long epoch;
    private boolean closed;

    ContextReplica(Path data, Settings.Store store, HandClock clock, Duration round, long mostUnwritten) {
        this.clock = clock;
        log = ContextsRig.open(data, store, clock);
        contexts = Contexts.open(data, log, ContextsRig.AGE, clock, round, mostUnwritten);
    }

    /** It has the lease from now on: as when the one before has run out. */
    void lead() {
        epoch = EPOCHS.incrementAndGet();
        hold = contexts.keep(new Lease(ContextsRig.HOUSE, epoch));
    }

    /** Whether it has begun to write with the lease it has. */
    boolean leads() throws SQLException {
        return numbers("SELECT epoch FROM context_state").equals(List.of(epoch));
    }

    /** Nothing more of it reaches the database: what it had in memory alone is gone. */
    void kill() {
        try {
            hold.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        close();
    }

    long add(NewEvent... events) {
        return Items.await(log.append(Items.receipt(events.length, clock.millis()), List.of(events)))
                .lastSeq();
    }

    Event event(long seq) {
        return contexts.of(log.find(seq).orElseThrow());
    }

    String name(long seq) {
        return event(seq).visitor().name();
    }

    List<Long> rows() throws SQLException {
        return numbers("SELECT seq FROM context ORDER BY seq");
    }

    private List<Long> numbers(String question) throws SQLException {
        List<Long> all = new ArrayList<>();
        try (Connection connection = log.shared().orElseThrow().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            while (row.next()) {
                all.add(row.getLong(1));
            }
        }
        return all;
    }

    void sql(String text) throws SQLException {
        try (Connection connection = log.shared().orElseThrow().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            contexts.close();
            log.close();
        }
    }
}
