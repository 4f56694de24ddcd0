package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.sql.Core;
import io.wotnotrelay.log.sql.DataFolder;
import io.wotnotrelay.log.sql.Threads;

/** What an open log is made of, beside what every log has. */
record Parts(
        Core core,
        Standing standing,
        DataFolder folder,
        Follower follower,
        Ear ear,
        PostgresLeases leases,
        Thread writerThread,
        Thread followerThread,
        Thread earThread) {

    /** Waits until what is queued is committed and told, then closes everything. */
    void close() {
        try {
            Threads.join(writerThread);
            follower.end();
            Threads.join(followerThread);
            ear.end();
            Threads.join(earThread);
            core.readers().close();
            leases.close();
        } finally {
            folder.close();
        }
    }
}
