package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.LogOpenException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for damage before the log is opened. A log of up to 1 GiB, or 4 GiB after an unclean stop, is checked whole
 * (about a second a GiB from the page cache); of a larger one everything but the events, so that the port is not closed
 * for a minute: SQLite finds damage among those when they are read.
 */
final class Integrity {
    private static final Logger LOG = LoggerFactory.getLogger(Integrity.class);
    private static final long WHOLE_BYTES = 1L << 30;
    private static final long WHOLE_BYTES_UNCLEAN = 4L << 30;

    private Integrity() {}

    static void check(Database database) throws IOException, SQLException {
        boolean unclean = Files.exists(database.wal()) && Files.size(database.wal()) > 0;
        if (unclean) {
            LOG.info(
                    "The relay was not stopped in an orderly way; every acknowledged event is read back from {}.",
                    database.wal());
        }
        boolean whole = Files.size(database.file()) <= (unclean ? WHOLE_BYTES_UNCLEAN : WHOLE_BYTES);
        try (Connection connection = database.reading()) {
            for (String check : checks(connection, whole)) {
                run(database, connection, check);
            }
        }
    }

    /** What is wrong with a file that nobody writes, all of it looked at; null where nothing is. */
    static String fault(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            String said = row.next() ? row.getString(1) : "ok";
            return said.equals("ok") ? null : said.replace('\n', ' ');
        }
    }

    private static List<String> checks(Connection connection, boolean whole) throws SQLException {
        if (whole) {
            return List.of("PRAGMA quick_check(1)");
        }
        List<String> out = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'"
                        + " AND name NOT IN ('event', 'sqlite_sequence')")) {
            while (row.next()) {
                out.add("PRAGMA quick_check('" + row.getString(1) + "')");
            }
        }
        return out;
    }

    private static void run(Database database, Connection connection, String check) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(check)) {
            String said = row.next() ? row.getString(1) : "ok";
            if (!said.equals("ok")) {
                throw damaged(database, said);
            }
        }
    }

    private static LogOpenException damaged(Database database, String said) {
        return new LogFile(database).damaged(said, null);
    }
}
