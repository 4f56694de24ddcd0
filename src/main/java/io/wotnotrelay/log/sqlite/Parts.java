package io.wotnotrelay.log.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an open log is made of. */
record Parts(
        String id,
        DataFolder folder,
        Database database,
        Writer writer,
        Thread writerThread,
        Keeper keeper,
        Thread keeperThread,
        Inbox inbox,
        Tail tail,
        LaneStates lanes,
        Readers readers,
        DiskWatch disk,
        Faults faults,
        Meters meters,
        Shrinking shrinking,
        WalCare wal,
        Duration dedupWindow,
        Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final long PATIENCE_MILLIS = 30_000;

    /** Commits what is queued, then closes everything. */
    void close() {
        inbox.close();
        join(writerThread);
        keeper.end();
        join(keeperThread);
        readers.close();
        try (Connection connection = database.checkpointing()) {
            wal.empty(connection);
        } catch (SQLException e) {
            LOG.warn("The write-ahead log could not be folded in; that is done at the next start.", e);
        } finally {
            folder.close();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE_MILLIS);
            if (thread.isAlive()) {
                LOG.warn("{} did not end within {} s.", thread.getName(), PATIENCE_MILLIS / 1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
