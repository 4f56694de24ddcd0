package io.wotnotrelay.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.conversation.Memory.Unwritten;
import io.wotnotrelay.log.HandClock;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.log.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of conversations where several relays share a log. */
class ReplicasContextTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final Settings.Store store = PostgresServer.shared().database();
    private final HandClock clock = new HandClock();
    private final List<ContextReplica> replicas = new ArrayList<>();
    private final Talk talk = new Talk("c", "v");

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        replicas.forEach(ContextReplica::close);
    }

    private ContextReplica replica() {
        return replica(ContextsRig.ROUND);
    }

    private ContextReplica replica(Duration round) {
        return replica(round, 32L << 20);
    }

    private ContextReplica replica(Duration round, long mostUnwritten) {
        Path data = folder.resolve("replica-" + replicas.size());
        ContextReplica replica = new ContextReplica(data, store, clock, round, mostUnwritten);
        replicas.add(replica);
        return replica;
    }

    private static void awaitWritten(ContextReplica replica, long seq) {
        await().until(() -> replica.contexts.keptTo() == seq);
    }

    @Test
    void aReplicaWithAnEmptyFolderKnowsWhatWasToldInEventsThatArePruned() {
        ContextReplica one = replica();
        one.lead();
        one.add(talk.begins("Ann", "https://example.com/c"), talk.says("hi"));
        awaitWritten(one, 2);
        Items.await(one.log.prune(1));
        ContextReplica two = replica();
        assertThat(two.contexts.place()).as("nothing is folded again").isEqualTo(2);
        long last = one.add(talk.says("still there?"));
        assertThat(two.name(2)).isEqualTo("Ann");
        assertThat(two.name(last)).isEqualTo("Ann");
    }

    @Test
    void whatTheKilledHolderHadNotWrittenIsWrittenByTheNext() throws SQLException {
        ContextReplica one = replica(NEVER);
        one.lead();
        ContextReplica two = replica();
        one.add(talk.begins("Ann", "u"), talk.says("hi"));
        long last = two.add(talk.sets("visitor_phone", "\"123\""));
        await().until(() -> one.contexts.place() == last && two.contexts.place() == last);
        assertThat(two.contexts.keptTo()).isZero();
        assertThat(two.rows()).isEmpty();
        one.kill();
        two.lead();
        awaitWritten(two, last);
        assertThat(two.rows()).containsExactly(1L, 3L);
        Items.await(two.log.prune(last));
        ContextReplica three = replica();
        long after = three.add(talk.says("x"));
        assertThat(three.event(after).visitor()).returns("Ann", v -> v.name()).returns("123", v -> v.phone());
    }

    @Test
    void whatOneHasWrittenTheOtherDoesNotWriteAgainWhenItTakesOver() throws SQLException {
        ContextReplica one = replica();
        one.lead();
        ContextReplica two = replica(NEVER);
        one.add(talk.begins("Ann", "u"));
        awaitWritten(one, 1);
        await().until(() -> two.contexts.place() == 1);
        one.kill();
        two.lead();
        await().until(two::leads);
        long last = two.add(talk.sets("visitor_name", "\"Bea\""));
        await().until(() -> two.contexts.place() == last);
        two.close();
        replicas.remove(two);
        ContextReplica three = replica();
        assertThat(three.contexts.keptTo()).as("written when the other stopped").isEqualTo(last);
        assertThat(three.rows()).containsExactly(1L, 2L);
        assertThat(three.name(last)).isEqualTo("Bea");
    }

    @Test
    void aHolderThatWasHeldStillWritesNothingWhenAnotherHasTakenOver() throws SQLException {
        ContextReplica here = replica();
        DataSource database = here.log.shared().orElseThrow();
        SharedTables stalled = new SharedTables(database);
        SharedWrites late = new SharedWrites(stalled);
        stalled.hold(new Lease(ContextsRig.HOUSE, 7));
        late.kept();
        assertThat(late.write(unwritten(3), 0)).isTrue();
        SharedTables next = new SharedTables(database);
        SharedWrites nextWrites = new SharedWrites(next);
        next.hold(new Lease(ContextsRig.HOUSE, 8));
        nextWrites.kept();
        assertThat(late.isMine()).as("it does not know yet").isTrue();
        assertThat(late.write(unwritten(5), 3)).isFalse();
        assertThat(late.delete(late.old(0, 9, 9))).isFalse();
        assertThat(here.rows()).containsExactly(3L);
        assertThat(late.kept().cursor()).isEqualTo(3);
        assertThat(late.isMine()).isFalse();
        assertThat(nextWrites.write(unwritten(5), 2)).as("from another cursor").isFalse();
        assertThat(nextWrites.write(unwritten(5), 3)).isTrue();
        assertThat(here.rows()).containsExactly(3L, 5L);
    }

    private static Unwritten unwritten(long seq) {
        Context ann = new Context("v", "Ann", null, null, null, null, null, List.of(), Context.NONE.assignee());
        return new Unwritten(List.of(new Row("c", new Version(seq, 1, ann))), seq);
    }

    @Test
    void manyRowsAreWrittenPieceByPiece() throws SQLException {
        ContextReplica here = replica();
        SharedTables tables = new SharedTables(here.log.shared().orElseThrow());
        tables.hold(new Lease(ContextsRig.HOUSE, 1));
        SharedWrites writes = new SharedWrites(tables);
        List<Row> rows = new ArrayList<>();
        for (long seq = 1; seq <= 12_000; seq++) {
            rows.add(new Row("c" + seq % 100, new Version(2 * seq, seq, Context.NONE)));
        }
        assertThat(writes.write(new Unwritten(rows, 24_007), 0)).isTrue();
        assertThat(writes.kept().cursor()).isEqualTo(24_007);
        assertThat(here.rows()).hasSize(12_000).startsWith(2L).endsWith(24_000L);
        assertThat(tables.reads().asOf("c7", 1_000).seq()).isEqualTo(814);
        assertThat(tables.reads().next("c7", 1_000).seq()).isEqualTo(1_014);
        assertThat(tables.reads().asOf(List.of("c7", "c8", "nobody"), 1_000))
                .hasSize(2)
                .hasEntrySatisfying("c8", v -> assertThat(v.seq()).isEqualTo(816));
    }

    @Test
    void oneThatDoesNotWriteHoldsInMemoryWhatIsNotWrittenAlone() {
        ContextReplica one = replica();
        one.lead();
        ContextReplica two = replica(ContextsRig.ROUND, 4_000);
        for (int i = 0; i < 100; i++) {
            Talk other = new Talk("c" + i, "v");
            one.add(other.begins("n" + i, "u"), other.says("x"));
        }
        long last = one.log.head();
        await().until(() -> two.contexts.place() == last && two.contexts.keptTo() == last);
        assertThat(two.name(150)).isEqualTo("n74");
    }

    @Test
    void whereNobodyWritesTheOthersGoOnAndAllIsMadeUpForLater() throws SQLException {
        ContextReplica one = replica(ContextsRig.ROUND, 4_000);
        for (int i = 0; i < 100; i++) {
            Talk other = new Talk("c" + i, "v");
            one.add(other.begins("n" + i, "u"), other.says("x"));
        }
        long last = one.log.head();
        await().atMost(Duration.ofSeconds(30)).until(() -> one.contexts.place() == last);
        assertThat(one.name(last)).as("in memory").isEqualTo("n99");
        assertThat(one.contexts.keptTo()).isZero();
        one.lead();
        await().atMost(Duration.ofSeconds(30)).until(() -> one.contexts.keptTo() == last);
        assertThat(one.rows()).hasSize(100);
        assertThat(one.name(150)).isEqualTo("n74");
    }

    @Test
    void whatOneForgetsTheOtherForgetsToo() throws SQLException {
        ContextReplica one = replica();
        one.lead();
        ContextReplica two = replica();
        one.add(talk.begins("Ann", "u"), talk.says("hi"));
        StoredEvent kept = one.log.find(2).orElseThrow();
        await().until(() -> two.contexts.keptTo() == 2);
        assertThat(two.contexts.of(kept).visitor().name()).isEqualTo("Ann");
        Items.await(one.log.prune(2));
        clock.move(ContextsRig.AGE.multipliedBy(2));
        long last = one.add(new Talk("d", "w").says("much later"));
        await().until(() -> one.contexts.place() == last && one.rows().isEmpty());
        await().until(() -> two.contexts.of(kept).visitor().name() == null);
    }

    @Test
    void connectionsThatAreThrownOutCostNothing() throws SQLException {
        ContextReplica one = replica();
        one.lead();
        one.add(talk.begins("Ann", "u"), talk.says("hi"));
        awaitWritten(one, 2);
        ContextReplica two = replica();
        PostgresServer.shared()
                .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'wotnot-relay-context'");
        assertThat(two.name(2)).isEqualTo("Ann");
        long last = one.add(talk.sets("visitor_name", "\"Bea\""));
        assertThat(two.name(last)).isEqualTo("Bea");
        awaitWritten(one, last);
        awaitWritten(two, last);
        assertThat(two.rows()).containsExactly(1L, 3L);
    }

    @Test
    void aRowThatCannotBeReadTakesNothingFromTheOthers() throws SQLException {
        ContextReplica one = replica();
        one.lead();
        Talk other = new Talk("d", "w");
        one.add(talk.begins("Ann", "u"), other.begins("Dan", "u"), talk.says("a"), other.says("b"));
        awaitWritten(one, 4);
        one.sql("UPDATE context SET data = '\\x00' WHERE seq = 1");
        ContextReplica two = replica();
        assertThat(two.name(3)).isNull();
        assertThat(two.name(4)).isEqualTo("Dan");
        assertThat(two.rows()).containsExactly(1L, 2L);
    }

    @Test
    void aRowWithMoreThanThisRelayKnowsIsRead() throws SQLException {
        ContextReplica one = replica();
        one.lead();
        one.add(talk.begins("Ann", "u"), talk.says("a"));
        awaitWritten(one, 2);
        one.sql("UPDATE context SET data = convert_to('{\"name\":\"Ann\",\"later\":{\"x\":[1]}}', 'UTF8')");
        assertThat(replica().name(2)).isEqualTo("Ann");
    }
}
