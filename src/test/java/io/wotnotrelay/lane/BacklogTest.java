package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private Draft draft = new Draft();
    private long position;
    private final Backlog backlog = new Backlog(() -> position, () -> draft, new Escape(900_000, new RunClock()));
    private final List<Entry> running = new ArrayList<>();

    private void admit(long seq, String conversation) {
        byte[] raw = new byte[10_000];
        backlog.admit(new StoredEvent(seq, 1, 1, "message", new byte[16], raw), conversation, 0);
        position = seq;
    }

    private Draft commit() {
        Draft written = draft;
        draft = new Draft();
        backlog.committed(written, 0);
        return written;
    }

    private void fail(Entry entry) {
        backlog.retry(entry, new Parked(entry.seq, Parked.State.RETRYING, "c", 1, 9, 0, 0, "no"), 1_000, 0);
        backlog.release(List.of(entry), 0);
    }

    private static List<Long> parkedIn(Draft written) {
        return written.parked.stream().map(e -> e.seq).toList();
    }

    @Test
    void onlyTheFirstOfAConversationHoldsItsEvent() {
        for (int seq = 1; seq <= 1_000; seq++) {
            admit(seq, "c");
        }
        assertThat(backlog.ready().weight()).isEqualTo(1024 + 40_000);
        Entry first = backlog.turns().take();
        assertThat(first.body).isNotNull();
        assertThat(first.next.body).isNull();
        assertThat(backlog.ready().weight()).isZero();
    }

    @Test
    void aParkedOneHoldsNoEvent() {
        admit(1, "c");
        Entry entry = backlog.turns().take();
        fail(entry);
        assertThat(entry.body).isNull();
        commit();
        backlog.turns().wakeDue(1_000);
        assertThat(backlog.ready().available()).isEqualTo(1);
        assertThat(backlog.ready().weight()).isZero();
    }

    @Test
    void thoseBehindAFailedOneAreParkedInTheSameCommit() {
        admit(1, "c");
        admit(2, "c");
        admit(3, "d");
        fail(backlog.turns().take());
        assertThat(backlog.cursor()).isZero();
        assertThat(parkedIn(commit())).containsExactly(1L, 2L);
        assertThat(backlog.cursor()).isEqualTo(2);
    }

    @Test
    void oneReadWhileTheRowBeforeItIsBeingWrittenIsParkedOnlyAfterThat() {
        admit(1, "c");
        fail(backlog.turns().take());
        Draft underWay = draft;
        draft = new Draft();
        admit(2, "c");
        assertThat(draft.isEmpty()).isTrue();
        backlog.committed(underWay, 0);
        assertThat(parkedIn(draft)).containsExactly(2L);
    }

    @Test
    void theCursorWaitsForTheCommitAndForTheFirstOne() {
        admit(1, "c");
        admit(2, "d");
        running.add(backlog.turns().take());
        running.add(backlog.turns().take());
        Entry second = running.get(1);
        draft.settle(second, new Outcome(2, Outcome.Result.DELIVERED, 0, 0, 1, null), null);
        backlog.release(List.of(second), 0);
        commit();
        assertThat(backlog.cursor()).isZero();
        Entry first = running.get(0);
        draft.settle(first, new Outcome(1, Outcome.Result.DELIVERED, 0, 0, 1, null), null);
        backlog.release(List.of(first), 0);
        assertThat(backlog.cursor()).isZero();
        commit();
        assertThat(backlog.cursor()).isEqualTo(2);
        assertThat(backlog.hasWindow()).isFalse();
    }

    @Test
    void thereIsRoomForTenThousandAndNoMore() {
        for (int seq = 1; seq < 10_000; seq++) {
            admit(seq, "c");
        }
        assertThat(backlog.hasRoom()).isTrue();
        admit(10_000, "c");
        assertThat(backlog.hasRoom()).isFalse();
    }
}
