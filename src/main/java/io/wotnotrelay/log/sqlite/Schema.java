package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.LogOpenException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** The numbered migrations of the log's tables. */
final class Schema {
    private Schema() {}

    /** Brings the file to this relay's version; refuses one that a newer relay has written. */
    static void migrate(Path file) {
        Flyway flyway = flyway(() -> Database.open(file, "PRAGMA synchronous=FULL"));
        String newer = newer(flyway);
        if (newer != null) {
            throw new LogOpenException(
                    "The event log " + file + " was written by a newer relay (its tables are version " + newer
                            + "): start that relay again, or bring back an older backup.",
                    null);
        }
        flyway.migrate();
    }

    /** The version of a file's tables where it is newer than this relay's, else null. Changes nothing. */
    static String newer(Database database) {
        return newer(flyway(database::looking));
    }

    /** Whether a file's tables are of an older relay. Changes nothing. */
    static boolean isOlder(Database database) {
        return flyway(database::looking).info().pending().length > 0;
    }

    private static Flyway flyway(Opener opener) {
        return Flyway.configure()
                .dataSource(new Source(opener))
                .locations("classpath:db/sqlite")
                .loggers("slf4j")
                .load();
    }

    private static String newer(Flyway flyway) {
        return Arrays.stream(flyway.info().applied())
                .filter(m -> m.getState().isResolved() == false && m.getVersion() != null)
                .map(MigrationInfo::getVersion)
                .map(Object::toString)
                .reduce((a, b) -> b)
                .orElse(null);
    }

    private interface Opener {
        Connection open() throws SQLException;
    }

    /** Hands Flyway connections to a file that exists. */
    private record Source(Opener opener) implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            return opener.open();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getLogger("io.wotnotrelay");
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
