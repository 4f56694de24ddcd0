package io.wotnotrelay.log.index;

import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.derived.DerivedFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The index in a SQLite file of its own, {@code index.db}. Losing it loses nothing: it is built again from the log. */
public final class SqliteEventIndex implements EventIndex {
    /** At most this share of a core while events come in. */
    private static final double SHARE = 0.2;

    private static final String ID_START = "evt_";

    private final LogStore log;
    private final DerivedFile file;
    private final Feeder feeder;
    private final Thread thread;
    private final TailScan tail;
    private boolean closed;

    private SqliteEventIndex(LogStore log, DerivedFile file, Feeder feeder, IndexedFields.Reader reader) {
        this.log = log;
        this.file = file;
        this.feeder = feeder;
        this.tail = new TailScan(log, reader);
        this.thread = new Thread(feeder, "log-index");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /** Opens {@code index.db} in the data folder; one that is damaged or of another log is dropped and built again. */
    public static SqliteEventIndex open(Path data, LogStore log) {
        return open(data, log, IndexedFields::of, SHARE);
    }

    static SqliteEventIndex open(Path data, LogStore log, IndexedFields.Reader reader, double share) {
        Path path = data.resolve("index.db");
        DerivedFile file = new DerivedFile(path, log, IndexShape.SHAPE);
        try {
            Pace pace = new Pace(share, log::head, log.meters()::commits);
            return new SqliteEventIndex(log, file, new Feeder(log, file, reader, pace), reader);
        } catch (SQLException e) {
            throw new io.wotnotrelay.log.LogOpenException(
                    "The index " + path + " cannot be opened (" + e.getMessage()
                            + "): delete the file and start again; it is built anew from the log.",
                    e);
        }
    }

    @Override
    public long indexedTo() {
        return feeder.cursor();
    }

    @Override
    public long lag() {
        return Math.max(0, log.head() - feeder.cursor());
    }

    @Override
    public OptionalLong byId(String id) {
        byte[] digest = digest(id);
        if (digest == null) {
            return OptionalLong.empty();
        }
        List<Long> recent = tail.digest(digest, feeder.cursor()).seqs();
        if (!recent.isEmpty()) {
            return OptionalLong.of(recent.get(0));
        }
        for (long seq : ask(c -> Search.byId(c, IndexBatch.key(digest)))) {
            Optional<StoredEvent> event = log.find(seq);
            if (event.isPresent() && Arrays.equals(event.get().digest(), digest)) {
                return OptionalLong.of(seq);
            }
        }
        return OptionalLong.empty();
    }

    private static byte[] digest(String id) {
        if (id == null || id.length() != ID_START.length() + 32 || !id.startsWith(ID_START)) {
            return null;
        }
        try {
            return HexFormat.of().parseHex(id.substring(ID_START.length()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public Found search(EventQuery query) {
        if (query.limit() < 1) {
            throw new IllegalArgumentException("A search must ask for at least one event.");
        }
        long indexedTo = feeder.cursor();
        TailScan.Part recent = tail.search(query, indexedTo);
        List<Long> seqs = new ArrayList<>(recent.seqs());
        if (seqs.size() < query.limit()) {
            long after = Math.max(query.after(), log.first() - 1);
            long before = Math.min(query.before(), indexedTo + 1);
            List<Long> older = ask(c -> Search.run(c, query, after, before));
            older.stream().limit(query.limit() - seqs.size()).forEach(seqs::add);
        }
        return new Found(List.copyOf(seqs), !recent.complete(), indexedTo);
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        try (Connection connection = file.connect()) {
            connection.setAutoCommit(false); // all of it as of one moment, while volumes come and go
            return question.ask(connection);
        } catch (SQLException e) {
            throw new StoreUnavailableException(
                    "The index cannot be searched now (" + e.getMessage() + "); it mends itself, try again.", e);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        feeder.end();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
