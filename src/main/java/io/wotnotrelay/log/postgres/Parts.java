package io.wotnotrelay.log.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.wotnotrelay.log.sql.Core;
import io.wotnotrelay.log.sql.DataFolder;
import io.wotnotrelay.log.sql.Threads;

/**
 * What an open log is made of, beside what every log has.
 *
 * @param derived for tables of what is made of the log
 */
record Parts(
        Core core,
        Standing standing,
        DataFolder folder,
        Follower follower,
        Ear ear,
        PostgresLeases leases,
        HikariDataSource derived,
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
            derived.close();
        } finally {
            folder.close();
        }
    }
}
