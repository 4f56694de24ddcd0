package io.wotnotrelay.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.Leases;
import io.wotnotrelay.log.Leases.Candidate;
import io.wotnotrelay.log.StoreUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresLeasesTest {
    private static final String NONE = "";

    private HikariDataSource database;
    private Leases leases;

    @BeforeEach
    void anEmptyDatabase() throws Exception {
        Server server = new Server(PostgresServer.shared().database());
        Schema.migrate(server, new ServerFaults(server));
        database = server.leasing();
        leases = new PostgresLeases(database, Duration.ofSeconds(30), 1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aLeaseIsTakenByOneAndComesFreeWhenItIsGivenBack() {
        Lease first = leases.take("a", "lane:d").orElseThrow();
        assertThat(leases.take("b", "lane:d")).isEmpty();
        leases.release(first);

        assertThat(leases.take("b", "lane:d")).contains(new Lease("lane:d", first.epoch() + 1));
    }

    @Test
    void ofManyWhoAskAtOnceOneGetsIt() {
        AtomicInteger got = new AtomicInteger();
        IntStream.range(0, 40)
                .parallel()
                .forEach(n -> leases.take("r" + n, "lane:d").ifPresent(lease -> got.incrementAndGet()));

        assertThat(got).hasValue(1);
    }

    @Test
    void oneThatHasExpiredIsTakenAndTheOneBeforeKeepsNothing() {
        Leases brief = new PostgresLeases(database, Duration.ofMillis(300), 2);
        Lease old = brief.take("a", "lane:d").orElseThrow();
        Lease now = await().until(() -> leases.take("b", "lane:d"), Optional::isPresent)
                .orElseThrow();

        assertThat(now.epoch()).isEqualTo(old.epoch() + 1);
        assertThat(brief.beat(report("a", Map.of()), List.of(old)).kept()).isEmpty();
        assertThat(leases.beat(report("b", Map.of()), List.of(now)).kept()).containsExactly(now);
    }

    @Test
    void givingBackAnOldOneDoesNotTakeItFromItsHolder() {
        Leases brief = new PostgresLeases(database, Duration.ofMillis(1), 2);
        Lease old = brief.take("a", "lane:d").orElseThrow();
        await().until(() -> leases.take("b", "lane:d"), Optional::isPresent);
        leases.release(old);

        assertThat(leases.take("c", "lane:d")).isEmpty();
    }

    @Test
    void aBeatTellsHowAllStand() {
        leases.take("a", "lane:d");
        leases.accept("d", "1", false);
        leases.beat(report("a", Map.of("d", new Candidate("1", "lane:d"))), List.of());
        Leases.View view = leases.beat(report("b", Map.of("d", new Candidate("1", "lane:d"))), List.of());

        assertThat(view.replicas()).extracting(Leases.Replica::id).containsExactly("a", "b");
        assertThat(view.replicas()).allMatch(Leases.Replica::live);
        assertThat(view.replicas().get(0).candidates()).containsEntry("d", new Candidate("1", "lane:d"));
        assertThat(view.replicas().get(0).host()).isEqualTo("a.example.com");
        assertThat(view.leases()).containsEntry("lane:d", new Leases.Held("a", 1, false));
        assertThat(view.latest()).containsEntry("d", "1");
    }

    @Test
    void whatAReplicaCanNoLongerRunIsForgotten() {
        leases.beat(report("a", Map.of("d", new Candidate("1", "x"), "e", new Candidate("1", "x"))), List.of());
        Leases.View view = leases.beat(report("a", Map.of("e", new Candidate("2", "y"))), List.of());

        assertThat(view.replicas().get(0).candidates()).isEqualTo(Map.of("e", new Candidate("2", "y")));
    }

    @Test
    void theVersionAcceptedLastIsTheLatestOfThoseThatLiveReplicasHave() {
        leases.accept("d", "1", false);
        leases.accept("d", "2", true);
        leases.accept("d", "1", false);
        Map<String, Candidate> old = Map.of("d", new Candidate("1", "lane:d"));
        assertThat(leases.beat(report("a", old), List.of()).latest()).containsEntry("d", "1");

        Map<String, Candidate> newer = Map.of("d", new Candidate("2", "lane:d"));
        assertThat(leases.beat(report("b", newer), List.of()).latest()).containsEntry("d", "2");

        leases.accept("d", "1", true);
        assertThat(leases.beat(report("b", newer), List.of()).latest()).containsEntry("d", "1");
    }

    @Test
    void oneThatStopsLeavesNothingBehind() {
        leases.take("a", "lane:d");
        leases.beat(report("a", Map.of("d", new Candidate("1", "lane:d"))), List.of());
        leases.leave("a");
        Leases.View view = leases.beat(report("b", Map.of()), List.of());

        assertThat(view.replicas()).extracting(Leases.Replica::id).containsExactly("b");
        assertThat(view.leases().get("lane:d").isFree()).isTrue();
    }

    @Test
    void theRowOfAStartGoesWhenNothingHasBeenHeardOfItForLong() throws Exception {
        long weekAgo = System.currentTimeMillis() - Duration.ofDays(8).toMillis();
        sql("INSERT INTO replica (host, started_at) SELECT 'h', " + weekAgo + " FROM generate_series(1, 3)");
        sql("INSERT INTO replica (host, started_at) VALUES ('h', " + System.currentTimeMillis() + ")");
        new PostgresLeases(database, Duration.ofSeconds(30), 2).beat(report("b", Map.of()), List.of());
        leases.beat(report("a", Map.of()), List.of());
        assertThat(starts()).as("3 is long gone, 4 may have yet to be heard of").containsExactly(1L, 2L, 4L);
    }

    @Test
    void oneThatWasTakenForGoneHasItsRowAgain() throws Exception {
        leases.beat(report("a", Map.of()), List.of());
        sql("DELETE FROM replica");
        leases.beat(report("a", Map.of()), List.of());
        assertThat(starts()).containsExactly(1L);
    }

    private void sql(String text) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private List<Long> starts() throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM replica ORDER BY id")) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    @Test
    void aDatabaseThatIsAwayIsSaidToBe() {
        Settings.Store nowhere = PostgresServer.store("jdbc:postgresql://127.0.0.1:1/relay");

        try (PostgresLeases away = new PostgresLeases(new Server(nowhere).leasing(), Duration.ofSeconds(9), 1)) {
            assertThatThrownBy(() -> away.take("a", "lane:d"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("refused");
        }
    }

    private static Leases.Report report(String id, Map<String, Candidate> candidates) {
        return new Leases.Report(id, id + ".example.com", candidates, NONE);
    }
}
