package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.sql.Meters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The background thread of a log: folds in the write-ahead log and watches the disk. */
final class Keeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final long ROUND_MILLIS = 200;
    private static final int ROUNDS_A_SECOND = 5;
    private static final long WORTH_FOLDING = 4L << 20;

    private final Database database;
    private final WalCare wal;
    private final DiskWatch disk;
    private final Meters meters;
    private final CountDownLatch end = new CountDownLatch(1);
    private Connection connection;
    private long foldedCommits;
    private long foldedBytes;
    private boolean complained;

    Keeper(Database database, WalCare wal, DiskWatch disk, Meters meters) {
        this.database = database;
        this.wal = wal;
        this.disk = disk;
        this.meters = meters;
    }

    void end() {
        end.countDown();
    }

    @Override
    public void run() {
        try {
            for (int round = 1; !end.await(ROUND_MILLIS, TimeUnit.MILLISECONDS); round++) {
                boolean second = round % ROUNDS_A_SECOND == 0;
                if (second) {
                    disk.look();
                }
                fold(second);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void fold(boolean evenLittle) {
        long commits = meters.commits();
        long bytes = meters.bytes() + commits * Database.PAGE_BYTES;
        if (commits == foldedCommits || !evenLittle && bytes - foldedBytes < WORTH_FOLDING) {
            return;
        }
        try {
            if (connection == null) {
                connection = database.checkpointing();
            }
            wal.fold(connection);
            foldedCommits = commits;
            foldedBytes = bytes;
            complained = false;
        } catch (SQLException | RuntimeException e) {
            complain(e);
            close();
        }
    }

    private void complain(Exception cause) {
        if (!complained) {
            LOG.warn("The write-ahead log could not be folded in ({}); it is tried again.", cause.getMessage());
            complained = true;
        }
    }

    private void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("Closing the checkpoint connection failed", e);
        } finally {
            connection = null;
        }
    }
}
