package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.copy.ContextFiles;
import io.wotnotrelay.log.copy.Mark;
import io.wotnotrelay.log.copy.MigrationException;
import io.wotnotrelay.log.copy.Source;
import io.wotnotrelay.log.copy.Table;
import io.wotnotrelay.log.copy.Target;
import io.wotnotrelay.log.sql.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;

/** A file that a log is copied to. Nobody else can open it meanwhile. */
public final class SqliteTarget extends FileReading implements Target {
    private final ContextFiles contexts;
    private final Clock clock;

    private SqliteTarget(Database database, ContextFiles contexts, Clock clock) {
        super(database);
        this.contexts = contexts;
        this.clock = clock;
    }

    /**
     * Opens the file, and makes it where there is none.
     *
     * @throws MigrationException where it cannot be
     * @throws io.wotnotrelay.log.LogOpenException where what is there is damaged, or of a newer relay
     */
    public static SqliteTarget open(Path data, Settings.Store store, ContextFiles contexts, Clock clock) {
        SqliteTarget target = new SqliteTarget(Database.of(data, store), contexts, clock);
        Path folder = target.database.file().toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new MigrationException("There is no folder " + folder + ". Make it first.");
        }
        new LogFile(target.database).prepare(clock.millis());
        try {
            target.connect();
        } catch (SQLException e) {
            throw new MigrationException(target.fault(e), e);
        }
        return target;
    }

    private void connect() throws SQLException {
        log = Database.open(
                database.file(),
                "PRAGMA locking_mode=EXCLUSIVE",
                "PRAGMA synchronous=NORMAL",
                "PRAGMA wal_autocheckpoint=4096",
                "PRAGMA cache_size=-16384");
    }

    @Override
    public Mark mark() throws SQLException {
        Mark mark = Mark.read(id(log));
        Session session = session(Table.EVENT);
        if (mark == null && (span(session).last() > 0 || number(session, "SELECT count(*) FROM lane") > 0)) {
            throw new MigrationException("There is an event log in " + name()
                    + " that was used; nothing was changed. Name a file that is not there yet.");
        }
        return mark;
    }

    @Override
    public void begin(Mark mark, long bornAt) throws SQLException {
        for (Table table : Table.ALL) {
            if (table != Table.CONTEXT) {
                clear(table);
            }
        }
        try (PreparedStatement update = log.prepareStatement("UPDATE log SET id = ?, born_at = ?")) {
            update.setString(1, mark.text());
            update.setLong(2, bornAt);
            update.executeUpdate();
        }
    }

    @Override
    public void clear() throws SQLException {
        close();
        try {
            for (String part : List.of("-wal", "-shm", "")) {
                Files.deleteIfExists(database.beside(part));
            }
        } catch (IOException e) {
            throw new MigrationException("The file " + name() + " cannot be deleted (" + e + ").", e);
        }
        new LogFile(database).prepare(clock.millis());
        connect();
    }

    @Override
    public void clear(Table table) throws SQLException {
        if (table != Table.CONTEXT) {
            update(log, "DELETE FROM " + table.name());
            update(log, "DELETE FROM sqlite_sequence WHERE name = '" + table.name() + "'");
        }
    }

    @Override
    public long keepEvents(Source.Span span) throws SQLException {
        update(log, "DELETE FROM event WHERE seq < " + span.first() + " OR seq > " + span.last());
        return number(session(Table.EVENT), "SELECT max(seq) FROM event");
    }

    @Override
    public void write(Table table, List<Object[]> rows) throws SQLException {
        if (table == Table.CONTEXT) {
            context();
        }
        Session session = session(table);
        update(session.connection(), "BEGIN IMMEDIATE");
        boolean done = false;
        try {
            FileRows.insert(table, session, rows);
            if (table == Table.CONTEXT) {
                contexts.added(context, rows);
            }
            done = true;
        } finally {
            update(session.connection(), done ? "COMMIT" : "ROLLBACK");
        }
    }

    /** The file of what is known of conversations; begun with the first need of it. */
    private Connection context() throws SQLException {
        if (context == null) {
            context = contexts.create(Mark.read(id(log)).log());
        }
        return context;
    }

    @Override
    public void count(Table table, long last) throws SQLException {
        if (table == Table.CONTEXT) {
            if (last > 0) {
                update(context(), "UPDATE state SET cursor = " + last);
            }
            return;
        }
        update(log, "DELETE FROM sqlite_sequence WHERE name = '" + table.name() + "'");
        update(log, "INSERT INTO sqlite_sequence (name, seq) VALUES ('" + table.name() + "', " + last + ")");
    }

    /** What is compared after this is read from the file, not from what this connection remembers. */
    @Override
    public void settle() throws SQLException {
        checkpoint();
        log.close();
        connect();
    }

    private void checkpoint() throws SQLException {
        try (Statement statement = log.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    @Override
    public void finish(Mark mark) throws SQLException {
        if (context != null) {
            context.close();
            context = null;
            contexts.finish();
        }
        update(log, "PRAGMA synchronous=FULL");
        try (PreparedStatement update = log.prepareStatement("UPDATE log SET id = ?")) {
            update.setString(1, mark.log());
            update.executeUpdate();
        }
        checkpoint();
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
