package io.wotnotrelay.log.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.Leases;
import io.wotnotrelay.log.StoreUnavailableException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The leases of the replicas that share a PostgreSQL log, in tables beside the log's. */
final class PostgresLeases implements Leases, AutoCloseable {
    private static final String ALIVE = """
            INSERT INTO member (id, host, seen_at, status, replica) VALUES (?, ?, clock_timestamp(), ?, ?)
            ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(), status = EXCLUDED.status""";
    /** It may have been taken for gone while it was held still: its commits are counted there. */
    private static final String STARTED = """
            INSERT INTO replica (id, host, started_at) OVERRIDING SYSTEM VALUE
            VALUES (?, ?, extract(epoch FROM clock_timestamp()) * 1000) ON CONFLICT (id) DO NOTHING""";

    private static final String LONG_GONE = "DELETE FROM member WHERE seen_at < clock_timestamp() - interval '1 day'";
    /** Starts of which nothing has been heard for so long that nobody waits for the fate of a commit any more. */
    private static final String ENDED = """
            DELETE FROM replica WHERE started_at < extract(epoch FROM clock_timestamp() - interval '7 days') * 1000
            AND NOT EXISTS (SELECT 1 FROM member WHERE member.replica = replica.id)""";

    private static final String RENEW = """
            UPDATE lease SET ends_at = clock_timestamp() + ? * interval '1 ms'
            WHERE name = ? AND holder = ? AND epoch = ?""";
    /** The epoch is this replica's own from then on, whatever the one before still does. */
    private static final String TAKE = """
            INSERT INTO lease (name, holder, epoch, ends_at) VALUES (?, ?, 1, clock_timestamp() + ? * interval '1 ms')
            ON CONFLICT (name) DO UPDATE
            SET holder = EXCLUDED.holder, epoch = lease.epoch + 1, ends_at = EXCLUDED.ends_at
            WHERE lease.holder IS NULL OR lease.ends_at <= clock_timestamp()
            RETURNING epoch""";

    private static final String RELEASE = "UPDATE lease SET holder = NULL WHERE name = ? AND epoch = ?";
    private static final String ACCEPT = """
            INSERT INTO file_version VALUES (?, ?, clock_timestamp())
            ON CONFLICT (destination, version) DO %s""";

    private final HikariDataSource database;
    private final Duration term;
    private final long replica;
    private final Executor direct = Runnable::run;

    /**
     * @param database where the log is
     * @param term how long a lease holds without being renewed
     * @param replica the number of this start
     */
    PostgresLeases(HikariDataSource database, Duration term, long replica) {
        this.database = database;
        this.replica = replica;
        this.term = term;
    }

    @Override
    public Duration term() {
        return term;
    }

    @Override
    public View beat(Report report, Collection<Lease> held) {
        return ask(c -> {
            run(c, ALIVE, report.id(), report.host(), report.status(), replica);
            run(c, STARTED, replica, report.host());
            run(c, LONG_GONE);
            run(c, ENDED);
            candidates(c, report);
            List<Lease> kept = new ArrayList<>();
            for (Lease lease : held) {
                if (run(c, RENEW, term.toMillis(), lease.name(), report.id(), lease.epoch()) == 1) {
                    kept.add(lease);
                }
            }
            return new LeaseReads(c, term).view(kept);
        });
    }

    private static void candidates(Connection c, Report report) throws SQLException {
        String[] names = report.candidates().keySet().toArray(String[]::new);
        String[] versions =
                report.candidates().values().stream().map(Candidate::version).toArray(String[]::new);
        String[] leases =
                report.candidates().values().stream().map(Candidate::lease).toArray(String[]::new);
        run(c, "DELETE FROM candidate WHERE member = ? AND destination <> ALL (?)", report.id(), texts(c, names));
        run(c, """
                INSERT INTO candidate SELECT ?, * FROM unnest(?::text[], ?::text[], ?::text[])
                ON CONFLICT (member, destination) DO UPDATE SET version = EXCLUDED.version, lease = EXCLUDED.lease
                WHERE (candidate.version, candidate.lease) <> (EXCLUDED.version, EXCLUDED.lease)""", report.id(), texts(c, names), texts(c, versions), texts(c, leases));
    }

    private static Array texts(Connection c, String[] values) throws SQLException {
        return c.createArrayOf("text", values);
    }

    @Override
    public void accept(String destination, String version, boolean changed) {
        String then = changed ? "UPDATE SET accepted_at = EXCLUDED.accepted_at" : "NOTHING";
        ask(c -> run(c, ACCEPT.formatted(then), destination, version));
    }

    @Override
    public Optional<Lease> take(String replica, String name) {
        return ask(c -> {
            try (PreparedStatement take = prepare(c, TAKE, name, replica, term.toMillis());
                    ResultSet row = take.executeQuery()) {
                return row.next() ? Optional.of(new Lease(name, row.getLong(1))) : Optional.empty();
            }
        });
    }

    @Override
    public void release(Lease lease) {
        ask(c -> run(c, RELEASE, lease.name(), lease.epoch()));
    }

    @Override
    public void leave(String replica) {
        ask(c -> run(c, "UPDATE lease SET holder = NULL WHERE holder = ?", replica)
                + run(c, "DELETE FROM member WHERE id = ?", replica));
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** All of it in one transaction; a database that does not answer is given up long before a term is over. */
    private <T> T ask(Question<T> question) {
        try (Connection connection = database.getConnection()) {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(direct, (int) term.toMillis() / 3);
            connection.setAutoCommit(false);
            try {
                T answer = question.ask(connection);
                connection.commit();
                return answer;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
                connection.setNetworkTimeout(direct, before);
            }
        } catch (SQLException e) {
            // the pool says only that it has no connection, and its cause says why
            Throwable why = e.getCause() instanceof SQLException ? e.getCause() : e;
            throw new StoreUnavailableException("The leases cannot be read or written now: " + why.getMessage(), e);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    static int run(Connection c, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(c, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection c, String sql, Object... values) throws SQLException {
        PreparedStatement statement = c.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
