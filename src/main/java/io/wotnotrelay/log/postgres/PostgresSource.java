package io.wotnotrelay.log.postgres;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.copy.Mark;
import io.wotnotrelay.log.copy.MigrationException;
import io.wotnotrelay.log.copy.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** The log in a database that is copied elsewhere. The log's lock is held meanwhile, so that nothing can be committed. */
public final class PostgresSource extends TableReading implements Source {
    private String id;

    private PostgresSource(Server server, Connection connection) {
        super(server, connection);
    }

    /**
     * Opens the log.
     *
     * @throws MigrationException where there is none, a relay runs on it, or it is of another version of the relay
     * @throws io.wotnotrelay.log.LogOpenException where it is itself half a copy
     */
    public static PostgresSource open(Settings.Store store) {
        Server server = new Server(store);
        try {
            PostgresSource source = new PostgresSource(server, server.listening());
            try {
                source.look();
                return source;
            } catch (SQLException | RuntimeException | Error e) {
                source.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new MigrationException(new ServerFaults(server).reason(e), e);
        }
    }

    private void look() throws SQLException {
        if (number(session, "SELECT count(*) FROM (SELECT to_regclass('log') AS here) found WHERE here IS NOT NULL")
                == 0) {
            throw nothing();
        }
        refuseOtherVersions();
        try (PreparedStatement select = session.prepare("SELECT id FROM log");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw nothing();
            }
            id = row.getString(1);
        }
        Mark.refuse(id, name());
        refuseRunning();
        lock();
    }

    private MigrationException nothing() {
        return new MigrationException("There is no event log in the database " + name()
                + ": nothing to copy. Set relay.store.url to the log that is to be copied.");
    }

    private void refuseOtherVersions() {
        String newer = Schema.newer(server);
        if (newer != null) {
            throw new MigrationException("The event log " + name()
                    + " was written by a newer relay (its tables are version " + newer + "): copy it with that relay.");
        }
        if (Schema.isOlder(server)) {
            throw new MigrationException("The event log " + name()
                    + " was written by an older relay: start this one on it once, stop it, and copy then.");
        }
    }

    /** The lock that each commit begins with; kept until this is closed. */
    private void lock() throws SQLException {
        try (PreparedStatement select = session.prepare("SELECT pg_try_advisory_lock(?)")) {
            select.setLong(1, UUID.fromString(id).getMostSignificantBits());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new MigrationException("Somebody is writing the event log " + name()
                            + ", or copying it: stop all relays on it, and wait for the other bin/relay migrate.");
                }
            }
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long bornAt() throws SQLException {
        return number(session, "SELECT born_at FROM log");
    }

    @Override
    public Span span() throws SQLException {
        return span(session);
    }
}
