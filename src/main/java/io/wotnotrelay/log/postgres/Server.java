package io.wotnotrelay.log.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.wotnotrelay.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The database that the log is in, and the connections to it. */
final class Server {
    /** A silent holder of the lock is thrown out by the server after this. */
    private static final String SESSION =
            "SET idle_in_transaction_session_timeout = '15s'; SET tcp_keepalives_idle = 10;"
                    + " SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET application_name = 'wotnot-relay'";

    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 60;
    private static final int LEASE_SECONDS = 3;
    private static final int ROWS = 256;

    private final Settings.Store store;
    private final PGSimpleDataSource source;

    Server(Settings.Store store) {
        this.store = store;
        this.source = source(store);
    }

    private static PGSimpleDataSource source(Settings.Store store) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        // what the URL says itself comes later and counts
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(2 * CONNECT_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        source.setTcpKeepAlive(true);
        source.setReWriteBatchedInserts(true);
        source.setTargetServerType("primary");
        source.setUrl(store.url());
        if (store.user() != null) {
            source.setUser(store.user());
        }
        if (store.password() != null) {
            source.setPassword(store.password());
        }
        return source;
    }

    /** Where it is, without a user or a password. */
    String name() {
        String url = store.url();
        int query = url.indexOf('?');
        return (query < 0 ? url : url.substring(0, query)).substring("jdbc:".length());
    }

    DataSource source() {
        return source;
    }

    /** A connection on which every commit is on disk when it returns. */
    Connection writing() throws SQLException {
        Connection connection = listening();
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION);
            // off and local may lose a commit that was answered; whatever is stricter than on stays
            statement.execute("SELECT set_config('synchronous_commit', 'on', false)"
                    + " WHERE current_setting('synchronous_commit') IN ('off', 'local')");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Connection listening() throws SQLException {
        return source.getConnection();
    }

    /** Connections for leases: few, and given up quickly when the server does not answer. */
    HikariDataSource leasing() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("log-leases");
        // an epoch that a crash of the server takes back would be given twice
        config.setConnectionInitSql("SET synchronous_commit = 'on'");
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(LEASE_SECONDS * 1000L);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /**
     * Connections for what is made of the log. Whoever is held still while it writes is thrown out before another replica
     * has waited for long.
     */
    HikariDataSource deriving() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("log-derived");
        config.setConnectionInitSql("SET synchronous_commit = 'on'; SET idle_in_transaction_session_timeout = '5s';"
                + " SET application_name = 'wotnot-relay-context'");
        config.setMaximumPoolSize(3);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(LEASE_SECONDS * 1000L);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Connections for questions: a result comes in portions, so that one that is left off early costs little. */
    HikariDataSource reading() {
        HikariConfig config = new HikariConfig();
        PGSimpleDataSource questions = source(store);
        questions.setDefaultRowFetchSize(ROWS);
        config.setDataSource(questions);
        config.setPoolName("log-readers");
        config.setAutoCommit(false);
        config.setReadOnly(true);
        config.setMaximumPoolSize(store.pool());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_SECONDS * 1000L);
        config.setInitializationFailTimeout(-1);
        Properties none = new Properties();
        config.setHealthCheckProperties(none);
        return new HikariDataSource(config);
    }
}
