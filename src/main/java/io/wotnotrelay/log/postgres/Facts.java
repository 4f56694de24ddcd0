package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.LogOpenException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a database must be, and promise, for events to be safe in it. */
final class Facts {
    private static final Logger LOG = LoggerFactory.getLogger(Facts.class);
    private static final int OLDEST = 130_000;

    private Facts() {}

    /** Refuses one that does not. */
    static void check(Connection connection, String server) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version_num')::int,"
                        + " current_setting('server_encoding'), current_setting('fsync'), pg_is_in_recovery(),"
                        + " pg_backend_pid()")) {
            row.next();
            require(row.getInt(1) >= OLDEST, server, "is older than PostgreSQL 13: take a newer one");
            require(
                    row.getString(2).equals("UTF8"),
                    server,
                    "keeps its texts as " + row.getString(2) + ": create it anew with the encoding UTF8");
            require(
                    row.getString(3).equals("on"),
                    server,
                    "runs with fsync=off and may lose all events when its machine" + " fails: switch fsync on");
            require(
                    !row.getBoolean(4),
                    server,
                    "is a standby and cannot be written: name the primary in relay.store.url");
            if (connection.unwrap(PGConnection.class).getBackendPID() != row.getInt(5)) {
                LOG.warn(
                        "There is a pooler before the database {}: it must keep a session for each connection"
                                + " (pool_mode=session), or locks and notifications of the event log go astray.",
                        server);
            }
        }
    }

    private static void require(boolean met, String server, String otherwise) {
        if (!met) {
            throw new LogOpenException("The database " + server + " " + otherwise + ".", null);
        }
    }
}
