package io.wotnotrelay.log.index;

import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.derived.DerivedFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that brings the index up to the log, in large batches and at a modest share of one core. */
final class Feeder implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Feeder.class);
    private static final int BATCH_EVENTS = 20_000;
    private static final long BATCH_BYTES = 32L << 20;
    private static final int PAGE = 256;
    private static final int PACED = 32;
    private static final long ROUND_MILLIS = 250;

    private final LogStore log;
    private final DerivedFile file;
    private final IndexedFields.Reader reader;
    private final Pace pace;
    private final CountDownLatch end = new CountDownLatch(1);
    private Connection connection;
    private volatile long cursor;
    private boolean complained;

    Feeder(LogStore log, DerivedFile file, IndexedFields.Reader reader, Pace pace) throws SQLException {
        this.log = log;
        this.file = file;
        this.reader = reader;
        this.pace = pace;
        use(file.open());
    }

    long cursor() {
        return cursor;
    }

    void end() {
        end.countDown();
    }

    private boolean ending() {
        return end.getCount() == 0;
    }

    private void use(Connection opened) throws SQLException {
        connection = opened;
        try (Statement statement = connection.createStatement()) {
            cursor = DerivedFile.number(statement, "SELECT cursor FROM state");
        }
    }

    @Override
    public void run() {
        try {
            while (!end.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** A fault of the index hurts nobody but who searches: it is told once, and tried again. */
    private void round() {
        try {
            pace.begin();
            if (file.isGone()) {
                close();
                use(file.open());
            }
            new Forgetting(connection, log.first()).step();
            while (!ending() && feed()) {
                pace.rest();
            }
            complained = false;
        } catch (SQLException e) {
            mend(e);
        } catch (RuntimeException | Error e) {
            complain(e);
        }
    }

    /** One batch; says whether it was a full one. */
    private boolean feed() throws SQLException {
        IndexBatch batch = new IndexBatch();
        long at = cursor;
        while (batch.size() < BATCH_EVENTS && batch.bytes() < BATCH_BYTES && !ending()) {
            List<StoredEvent> page = log.read(at, PAGE);
            if (page.isEmpty()) {
                break;
            }
            for (StoredEvent event : page) {
                batch.add(event, fields(event));
                if (event.seq() % PACED == 0) {
                    pace.rest();
                }
            }
            at = page.get(page.size() - 1).seq();
        }
        if (batch.size() > 0 && !ending()) {
            batch.write(connection, at, pace::rest);
            cursor = at;
        }
        return batch.size() >= BATCH_EVENTS || batch.bytes() >= BATCH_BYTES;
    }

    private IndexedFields fields(StoredEvent event) {
        try {
            return reader.of(event);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("{} cannot be read; it is found by its id, type and time only.", event.id(), e);
            return IndexedFields.of(event.kind(), null, null, null);
        }
    }

    private void mend(SQLException cause) {
        complain(cause);
        close();
        try {
            use(file.open());
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The index cannot be opened; it is tried again.", e);
        }
    }

    private void complain(Throwable cause) {
        if (!complained) {
            LOG.warn("The index cannot be brought up to the log now ({}); it is tried again.", cause.toString());
            complained = true;
        }
    }

    private void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Closing the index failed", e);
        }
    }
}
