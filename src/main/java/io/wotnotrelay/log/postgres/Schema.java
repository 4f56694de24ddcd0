package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.LogOpenException;
import java.sql.SQLException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** The numbered migrations of the log's tables. Relays that start at once wait for each other here. */
final class Schema {
    private Schema() {}

    /** Brings the tables to this relay's version; refuses those that a newer relay has written, or someone else's. */
    static void migrate(Server server, ServerFaults faults) {
        Flyway flyway = flyway(server);
        String newer = newer(flyway);
        if (newer != null) {
            throw new LogOpenException(
                    "The event log " + server.name() + " was written by a newer relay (its tables are version " + newer
                            + "): start that relay again.",
                    null);
        }
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            if (e.getCause() instanceof SQLException cause && faults.isAway(cause)) {
                throw faults.refusal(cause);
            }
            String said = String.valueOf(e.getMessage()).strip();
            if (said.startsWith("Found non-empty schema")) {
                throw new LogOpenException(
                        "The database " + server.name()
                                + " has tables of something else in this schema: give the relay a"
                                + " database of its own, or a schema with ?currentSchema=NAME in relay.store.url.",
                        e);
            }
            throw new LogOpenException(
                    "The tables of the event log " + server.name() + " could not be made ("
                            + said.lines().findFirst().orElse("")
                            + "): this user must own the schema, and the relay must be whole.",
                    e);
        }
    }

    /** The version of the tables where it is newer than this relay's, else null. Changes nothing. */
    static String newer(Server server) {
        return newer(flyway(server));
    }

    /** Whether the tables are of an older relay. Changes nothing. */
    static boolean isOlder(Server server) {
        return flyway(server).info().pending().length > 0;
    }

    private static Flyway flyway(Server server) {
        return Flyway.configure()
                .dataSource(server.source())
                .locations("classpath:db/postgresql")
                .table("relay_schema_history")
                .loggers("slf4j")
                .load();
    }

    private static String newer(Flyway flyway) {
        return Arrays.stream(flyway.info().applied())
                .filter(m -> !m.getState().isResolved() && m.getVersion() != null)
                .map(MigrationInfo::getVersion)
                .map(Object::toString)
                .reduce((a, b) -> b)
                .orElse(null);
    }
}
