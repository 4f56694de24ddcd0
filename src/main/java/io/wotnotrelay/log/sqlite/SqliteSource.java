package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.copy.ContextFiles;
import io.wotnotrelay.log.copy.Mark;
import io.wotnotrelay.log.copy.MigrationException;
import io.wotnotrelay.log.copy.Source;
import io.wotnotrelay.log.copy.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** The log in a file that is copied elsewhere. Its data folder is held by the caller, so that no relay runs on it. */
public final class SqliteSource extends FileReading implements Source {
    private final String id;

    private SqliteSource(Database database, ContextFiles contexts) throws SQLException {
        super(database);
        log = database.looking();
        id = id(log);
        context = contexts.read(id);
    }

    /**
     * Opens the log.
     *
     * @throws MigrationException where there is none, or it is of another version of the relay
     * @throws io.wotnotrelay.log.LogOpenException where it is itself half a copy
     */
    public static SqliteSource open(Path data, Settings.Store store, ContextFiles contexts) {
        Database database = Database.of(data, store);
        require(data, store);
        try {
            refuseOtherVersions(database);
            SqliteSource source = new SqliteSource(database, contexts);
            Mark.refuse(source.id, source.name());
            return source;
        } catch (SQLException e) {
            throw new MigrationException(new LogFile(database).refusal(e).getMessage(), e);
        }
    }

    /** Refuses a log that is not there. */
    public static void require(Path data, Settings.Store store) {
        Path file = Database.of(data, store).file();
        if (Files.notExists(file)) {
            throw new MigrationException("There is no event log " + file
                    + ": nothing to copy. Set relay.data to the relay's data folder, and relay.store.url to its log.");
        }
    }

    private static void refuseOtherVersions(Database database) {
        String newer = Schema.newer(database);
        if (newer != null) {
            throw new MigrationException(
                    "The event log " + database.file() + " was written by a newer relay (its tables" + " are version "
                            + newer + "): copy it with that relay.");
        }
        if (Schema.isOlder(database)) {
            throw new MigrationException("The event log " + database.file()
                    + " was written by an older relay: start this" + " one on it once, stop it, and copy then.");
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long bornAt() throws SQLException {
        return number(session(Table.EVENT), "SELECT born_at FROM log");
    }

    @Override
    public Span span() throws SQLException {
        return span(session(Table.EVENT));
    }
}
