package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.log.StoredEvent;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TailTest {
    private final Tail tail = new Tail(10 * Entry.weight(event(1)));

    private static StoredEvent event(long seq) {
        return new StoredEvent(seq, 1, 1, "message", new byte[16], new byte[100]);
    }

    private static List<StoredEvent> events(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(TailTest::event).toList();
    }

    private List<Long> read(long after, int most) {
        List<StoredEvent> page = tail.read(after, most);
        return page == null ? null : page.stream().map(StoredEvent::seq).toList();
    }

    @Test
    void itGivesWhatCameAfterAcrossItsPieces() {
        tail.add(4, events(5, 7));
        tail.add(7, events(8, 9));
        assertThat(read(4, 10)).containsExactly(5L, 6L, 7L, 8L, 9L);
        assertThat(read(6, 2)).containsExactly(7L, 8L);
        assertThat(read(9, 10)).isEmpty();
    }

    @Test
    void whoeverIsFurtherBehindMustReadTheLog() {
        assertThat(read(0, 10)).isNull();
        tail.add(4, events(5, 7));
        assertThat(read(3, 10)).isNull();
    }

    @Test
    void theOldestGoWhenItIsFull() {
        tail.add(0, events(1, 5));
        tail.add(5, events(6, 10));
        tail.add(10, events(11, 12));
        assertThat(read(4, 10)).isNull();
        assertThat(read(5, 10)).startsWith(6L).endsWith(12L);
    }

    @Test
    void afterALossItBeginsAnew() {
        tail.add(0, events(1, 5));
        tail.clear();
        assertThat(read(4, 10)).isNull();
        tail.add(9, events(10, 11));
        assertThat(read(8, 10)).isNull();
        assertThat(read(9, 10)).containsExactly(10L, 11L);
    }
}
