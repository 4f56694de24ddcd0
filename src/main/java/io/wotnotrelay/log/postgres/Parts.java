package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.sql.Core;
import io.wotnotrelay.log.sql.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an open log is made of, beside what every log has. */
record Parts(
        Core core,
        Standing standing,
        DataFolder folder,
        Follower follower,
        Ear ear,
        Thread writerThread,
        Thread followerThread,
        Thread earThread) {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final long PATIENCE_MILLIS = 30_000;

    /** Waits until what is queued is committed and told, then closes everything. */
    void close() {
        try {
            join(writerThread);
            follower.end();
            join(followerThread);
            ear.end();
            join(earThread);
            core.readers().close();
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
