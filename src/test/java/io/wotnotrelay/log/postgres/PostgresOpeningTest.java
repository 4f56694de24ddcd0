package io.wotnotrelay.log.postgres;

import static io.wotnotrelay.log.Items.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.EventLog.Start;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.LogOpenException;
import io.wotnotrelay.log.LogStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a relay says when it cannot open its log, and what it puts right by itself. */
class PostgresOpeningTest {
    private final PostgresServer server = PostgresServer.shared();

    @TempDir
    Path folder;

    private LogStore open(Settings.Store store) {
        return PostgresEventLog.open(
                folder.resolve("data"), store, new Settings.Dedup(Duration.ofHours(48), 1_000), new HandClock());
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Settings.Store store) {
        return assertThatThrownBy(() -> open(store)).isInstanceOf(LogOpenException.class);
    }

    private Settings.Store of(String database) {
        return PostgresServer.store("jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() {
        assertRefused(PostgresServer.store("jdbc:postgresql://127.0.0.1:1/relay"))
                .hasMessageStartingWith("The database postgresql://127.0.0.1:1/relay does not answer")
                .hasMessageContaining("relay.store.url");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        assertRefused(of("nowhere")).hasMessageStartingWith("There is no such database as postgresql://127.0.0.1");
    }

    @Test
    void aWrongPasswordIsToldAndNotShown() throws Exception {
        server.requirePassword("guarded", "right-9f");
        String url = of("postgres").url();
        assertRefused(new Settings.Store(url, 0, "guarded", "wrong-5c", 2))
                .hasMessageContaining("relay.store.user and relay.store.password")
                .hasMessageNotContaining("wrong-5c");
        Settings.Store right = new Settings.Store(url + "?currentSchema=guarded", 0, "guarded", "right-9f", 2);
        try (LogStore log = open(right)) {
            assertThat(append(log, "a").stored()).isEqualTo(1);
        }
        assertThat(right.toString()).doesNotContain("right-9f");
    }

    @Test
    void aDatabaseThatCannotBeWrittenIsToldToBeAStandbyAndNotToBeAway() {
        server.sql("CREATE ROLE reader SUPERUSER LOGIN");
        server.sql("ALTER ROLE reader SET default_transaction_read_only = on");
        assertRefused(new Settings.Store(of("postgres").url(), 0, "reader", "any", 2))
                .hasMessageContaining("is a standby or read-only")
                .hasMessageContaining("name the primary in relay.store.url");
        assertRefused(new Settings.Store(of("postgres").url() + "?targetServerType=any", 0, "reader", "any", 2))
                .hasMessageContaining("is read-only")
                .hasMessageContaining("name its primary");
    }

    @Test
    void aDatabaseWithoutTlsWhereItIsAskedForIsToldSo() {
        assertRefused(PostgresServer.store(of("postgres").url() + "?sslmode=require"))
                .hasMessageContaining("turns the connection away")
                .hasMessageContaining("SSL")
                .hasMessageContaining("sslmode in relay.store.url");
    }

    @Test
    void aDatabaseThatTakesEncryptedConnectionsAloneIsToldSo() throws Exception {
        server.refuseWithoutTls("careful");
        assertRefused(new Settings.Store(of("postgres").url() + "?sslmode=disable", 0, "careful", "any", 2))
                .hasMessageContaining("no encryption")
                .hasMessageContaining("pg_hba.conf");
    }

    @Test
    void aSchemaOfSomethingElseIsLeftAlone() {
        Settings.Store store = server.database();
        server.sql("CREATE TABLE " + schema(store) + ".customers (id int)");
        assertRefused(store).hasMessageContaining("tables of something else").hasMessageContaining("currentSchema");
    }

    @Test
    void tablesOfANewerRelayAreRefused() {
        Settings.Store store = server.database();
        open(store).close();
        server.sql("INSERT INTO " + schema(store) + ".relay_schema_history (installed_rank, version, description, type,"
                + " script, checksum, installed_by, execution_time, success)"
                + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, true)");
        assertRefused(store).hasMessageContaining("written by a newer relay (its tables are version 99)");
    }

    @Test
    void aDatabaseOfAnotherEncodingIsRefused() {
        server.sql("CREATE DATABASE latin ENCODING LATIN1 TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        assertRefused(of("latin")).hasMessageContaining("keeps its texts as LATIN1");
    }

    @Test
    void aDatabaseWhoseLocksDoNotExcludeIsRefused() {
        server.sql("CREATE SCHEMA lockless");
        server.sql(
                "CREATE FUNCTION lockless.pg_try_advisory_xact_lock(bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'");
        server.sql("CREATE ROLE lockless SUPERUSER LOGIN");
        server.sql("ALTER ROLE lockless SET search_path = lockless, pg_catalog");
        assertRefused(new Settings.Store(of("postgres").url(), 0, "lockless", "any", 2))
                .hasMessageContaining("gives an advisory lock to two sessions at once");
    }

    @Test
    void aCursorPastTheHeadIsRefused() {
        Settings.Store store = server.database();
        try (LogStore log = open(store)) {
            log.lane("mail", new Start.Beginning());
        }
        server.sql("UPDATE " + schema(store) + ".lane SET cursor = 7");
        assertRefused(store).hasMessageContaining("ends at event 0 but destination mail has already had event 7");
    }

    @Test
    void commitsAreSyncedAlsoWhereTheDatabaseIsSetNotTo() throws SQLException {
        server.sql("CREATE ROLE lazy SUPERUSER LOGIN");
        server.sql("ALTER ROLE lazy SET synchronous_commit = off");
        Server lazy = new Server(new Settings.Store(of("postgres").url(), 0, "lazy", "any", 2));
        try (Connection asIs = lazy.listening();
                Connection writing = lazy.writing()) {
            assertThat(synchronousCommit(asIs)).isEqualTo("off");
            assertThat(synchronousCommit(writing)).isEqualTo("on");
        }
    }

    private static String synchronousCommit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
            row.next();
            return row.getString(1);
        }
    }

    private static String schema(Settings.Store store) {
        return store.url().substring(store.url().lastIndexOf('=') + 1);
    }
}
