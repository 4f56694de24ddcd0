package io.wotnotrelay.log.postgres;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.copy.Mark;
import io.wotnotrelay.log.copy.MigrationException;
import io.wotnotrelay.log.copy.Source;
import io.wotnotrelay.log.copy.Table;
import io.wotnotrelay.log.copy.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database that a log is copied to. Pages are committed without a sync; the last commit brings all of them to the disk. */
public final class PostgresTarget extends TableReading implements Target {
    private final BinaryCopy copy;
    private EventBytes bytes;

    private PostgresTarget(Server server, Connection connection) throws SQLException {
        super(server, connection);
        copy = new BinaryCopy(connection);
    }

    /**
     * Opens the database, and makes the tables where there are none.
     *
     * @throws MigrationException where it cannot be, or a relay runs on it
     * @throws io.wotnotrelay.log.LogOpenException where events would not be safe in it, or it is of a newer relay
     */
    public static PostgresTarget open(Settings.Store store) {
        Server server = new Server(store);
        try {
            PostgresTarget target = new PostgresTarget(server, server.writing());
            try {
                target.prepare();
                return target;
            } catch (SQLException | RuntimeException | Error e) {
                target.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new MigrationException(new ServerFaults(server).reason(e), e);
        }
    }

    private void prepare() throws SQLException {
        Facts.check(session.connection(), name());
        LockCheck.check(session.connection(), server);
        Schema.migrate(server, faults);
        if (number(
                        session,
                        "SELECT pg_try_advisory_lock(hashtextextended('wotnot-relay migrate ' || current_schema(),"
                                + " 0))::int")
                == 0) {
            throw new MigrationException("Another bin/relay migrate is copying to " + name() + ": wait for it.");
        }
        refuseRunning();
        update("SET synchronous_commit = off");
    }

    @Override
    public Mark mark() throws SQLException {
        String id = null;
        try (PreparedStatement select = session.prepare("SELECT id FROM log");
                ResultSet row = select.executeQuery()) {
            id = row.next() ? row.getString(1) : "";
        }
        Mark mark = Mark.read(id);
        if (mark == null && (span().last() > 0 || number(session, "SELECT count(*) FROM lane") > 0)) {
            throw new MigrationException(
                    "There is an event log in " + name() + " that was used; nothing was changed. Name an"
                            + " empty database, or an empty schema with ?currentSchema=NAME.");
        }
        return mark;
    }

    private Source.Span span() throws SQLException {
        return span(session);
    }

    @Override
    public void begin(Mark mark, long bornAt) throws SQLException {
        clear();
        try (PreparedStatement insert = session.prepare("INSERT INTO log (only_row, id, born_at) VALUES (1, ?, ?)"
                + " ON CONFLICT (only_row) DO UPDATE SET id = EXCLUDED.id, born_at = EXCLUDED.born_at, freed = 0")) {
            insert.setString(1, mark.text());
            insert.setLong(2, bornAt);
            insert.executeUpdate();
        }
    }

    @Override
    public void clear() throws SQLException {
        update("TRUNCATE "
                + String.join(", ", Table.ALL.stream().map(Table::name).toList()));
    }

    @Override
    public void clear(Table table) throws SQLException {
        update("TRUNCATE " + table.name());
    }

    @Override
    public long keepEvents(Source.Span span) throws SQLException {
        update("DELETE FROM event WHERE seq < " + span.first() + " OR seq > " + span.last());
        return number(session, "SELECT max(seq) FROM event");
    }

    /** A row of what was taken in also has the bytes of all events up to it: they are counted, for they cannot be measured. */
    @Override
    public void write(Table table, List<Object[]> rows) throws SQLException {
        if (table != Table.INTAKE) {
            copy.write(table, rows);
            return;
        }
        bytes = bytes == null ? new EventBytes(session) : bytes;
        copy.write(EventBytes.INTAKE, bytes.beside(rows));
    }

    @Override
    public void count(Table table, long last) throws SQLException {
        if (table == Table.CONTEXT) {
            update("UPDATE context_state SET cursor = " + last);
        } else {
            number(
                    session,
                    "SELECT setval('" + table.name() + "_id_seq', " + Math.max(1, last) + ", " + (last > 0) + ")");
        }
    }

    /** A start soon after would find a planner that knows nothing of the tables. */
    @Override
    public void settle() throws SQLException {
        update("SET synchronous_commit = on");
        update("ANALYZE "
                + String.join(", ", Table.ALL.stream().map(Table::name).toList()));
    }

    @Override
    public void finish(Mark mark) throws SQLException {
        try (PreparedStatement update = session.prepare("UPDATE log SET id = ?")) {
            update.setString(1, mark.log());
            update.executeUpdate();
        }
    }

    private void update(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
