package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.sql.Core;
import io.wotnotrelay.log.sql.DataFolder;
import io.wotnotrelay.log.sql.Listeners;
import io.wotnotrelay.log.sql.Threads;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an open log is made of. */
record Parts(
        Core core,
        Listeners listeners,
        DataFolder folder,
        Database database,
        Thread writerThread,
        Keeper keeper,
        Thread keeperThread,
        DiskWatch disk,
        Shrinking shrinking,
        WalCare wal) {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    /** Waits until what is queued is committed, then closes everything. */
    void close() {
        Threads.join(writerThread);
        keeper.end();
        Threads.join(keeperThread);
        core.readers().close();
        try (Connection connection = database.checkpointing()) {
            wal.empty(connection);
        } catch (SQLException e) {
            LOG.warn("The write-ahead log could not be folded in; that is done at the next start.", e);
        } finally {
            folder.close();
        }
    }
}
