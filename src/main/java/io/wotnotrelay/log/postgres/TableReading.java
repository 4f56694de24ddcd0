package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.copy.Column;
import io.wotnotrelay.log.copy.MigrationException;
import io.wotnotrelay.log.copy.SqlReading;
import io.wotnotrelay.log.copy.Table;
import io.wotnotrelay.log.sql.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A log in a database, as the two sides of a migration read it. */
abstract class TableReading extends SqlReading {
    final Server server;
    final ServerFaults faults;
    final Session session;

    TableReading(Server server, Connection connection) {
        this.server = server;
        this.faults = new ServerFaults(server);
        this.session = PostgresTexts.on(connection);
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    protected Session session(Table table) {
        return session;
    }

    /** The driver takes in all rows of an answer, so how many fit is asked first. */
    @Override
    protected int rows(Table table, Object[] after) throws SQLException {
        List<String> sizes = table.columns().stream()
                .filter(column -> column.kind() == Column.Kind.BYTES)
                .map(column -> "octet_length(" + column.name() + ")")
                .toList();
        if (sizes.isEmpty()) {
            return ROWS;
        }
        String page = "SELECT " + String.join(" + ", sizes) + " AS size FROM " + table.name() + past(table, after)
                + " LIMIT " + ROWS;
        String sums = "SELECT sum(size) OVER (ROWS UNBOUNDED PRECEDING) AS bytes FROM (" + page + ") page";
        try (PreparedStatement select =
                session.prepare("SELECT count(*) FROM (" + sums + ") sums WHERE bytes <= " + BYTES)) {
            bind(table, select, after);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Math.max(1, row.getInt(1));
            }
        }
    }

    @Override
    public long count(Table table) throws SQLException {
        return table == Table.EVENT
                ? span(session).last() - span(session).first() + 1
                : number(session, "SELECT count(*) FROM " + table.name());
    }

    @Override
    public long counter(Table table) throws SQLException {
        return number(
                session,
                table == Table.CONTEXT
                        ? "SELECT cursor FROM context_state"
                        : "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM " + table.name() + "_id_seq");
    }

    /** Refuses a database that relays run on: those that were heard of within a lease's time. */
    void refuseRunning() throws SQLException {
        try (PreparedStatement select = session.prepare(
                "SELECT host, floor(extract(epoch FROM clock_timestamp() -"
                        + " seen_at)) FROM member WHERE seen_at > clock_timestamp() - ? * interval '1 ms' ORDER BY 2 LIMIT 1")) {
            select.setLong(1, Opening.TERM.toMillis());
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    throw new MigrationException("A relay is running on the event log " + name() + " (on "
                            + row.getString(1) + ", heard of " + row.getLong(2)
                            + " s ago): stop all of them first. One that"
                            + " was killed counts as running for " + Opening.TERM.toSeconds() + " s.");
                }
            }
        }
    }

    @Override
    public String fault(SQLException failure) {
        return faults.reason(failure);
    }

    @Override
    public void close() {
        try {
            session.connection().close();
        } catch (SQLException e) {
            org.slf4j.LoggerFactory.getLogger(TableReading.class).debug("Closing {} failed", name(), e);
        }
    }
}
