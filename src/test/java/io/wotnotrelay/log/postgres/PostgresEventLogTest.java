package io.wotnotrelay.log.postgres;

import static io.wotnotrelay.log.Items.append;
import static io.wotnotrelay.log.Items.items;
import static io.wotnotrelay.log.Items.receipt;
import static io.wotnotrelay.log.Items.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.log.Appended;
import io.wotnotrelay.log.EventLog.Start;
import io.wotnotrelay.log.Items;
import io.wotnotrelay.log.JobContract;
import io.wotnotrelay.log.LaneLostException;
import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LaneTotals;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Settlement;
import io.wotnotrelay.log.StoreUnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every log promises, kept by a real PostgreSQL; and what only this one does. */
class PostgresEventLogTest extends JobContract {
    private final FaultyPostgres.Faults faults = new FaultyPostgres.Faults();
    private final Settings.Store store = PostgresServer.shared().database();

    @TempDir
    Path folder;

    private volatile boolean lost;

    @Override
    protected LogStore open(Settings.Dedup window) {
        return new Opening(folder.resolve("data"), store, window, clock)
                .with((connection, standing) -> new FaultyPostgres(connection, standing, faults))
                .fencedBy((session, lane) -> {
                    if (lost) {
                        throw new LaneLostException("Lane " + lane + " is with another replica.");
                    }
                })
                .open();
    }

    @Override
    protected void fail(boolean failing) {
        faults.failing = failing;
    }

    @Override
    protected CompletableFuture<Void> holdCommits() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        faults.held = false;
        faults.gate = gate;
        log.pause(-1, false);
        await().until(() -> faults.held);
        return gate;
    }

    private static Settlement delivered(LaneRecord lane) {
        Outcome outcome = new Outcome(1, Outcome.Result.DELIVERED, 200, 12, 1, null);
        return new Settlement(lane.id(), 1, List.of(outcome), List.of(), List.of());
    }

    @Test
    void aCommitWhoseAnswerWasLostIsFoundAndAnsweredAndWrittenOnce() {
        append(log, "a");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        faults.answerLost = true;
        assertThat(append(log, "b", "c")).isEqualTo(new Appended(3, 2, 0));
        faults.answerLost = true;
        Items.await(log.settle(delivered(lane)));
        assertThat(log.totals(lane.id())).isEqualTo(new LaneTotals(1, 0, 0, 0));
        assertThat(append(log, "c", "d")).isEqualTo(new Appended(4, 1, 1));
        assertThat(log.health().takesEvents()).isTrue();
        reopen();
        assertThat(texts(log.read(0, 10))).containsExactly("a", "b", "c", "d");
        assertThat(log.outcomes(lane.id(), 1, 1)).hasSize(1);
    }

    @Test
    void aCommitThatWasLostIsRefusedAndItsEventsAreNewAfterwards() {
        append(log, "a");
        faults.commitLost = true;
        assertThatThrownBy(() -> append(log, "b")).isInstanceOf(StoreUnavailableException.class);
        assertThat(append(log, "b")).isEqualTo(new Appended(2, 1, 0));
        assertThat(texts(log.read(0, 10))).containsExactly("a", "b");
    }

    @Test
    void whatALaneDidThatIsWithAnotherReplicaIsRefusedAloneAndNotWritten() {
        append(log, "a");
        LaneRecord lane = log.lane("mail", new Start.Beginning());
        CompletableFuture<Void> go = holdCommits();
        lost = true;
        var settled = log.settle(delivered(lane));
        var appended = log.append(receipt(1), items("b"));
        go.complete(null);
        assertThatThrownBy(() -> Items.await(settled))
                .isInstanceOf(LaneLostException.class)
                .hasMessageContaining("with another replica");
        assertThat(Items.await(appended).stored()).isEqualTo(1);
        assertThat(log.outcomes(lane.id(), 1, 1)).isEmpty();
        assertThat(log.lanes()).containsExactly(lane);
    }
}
