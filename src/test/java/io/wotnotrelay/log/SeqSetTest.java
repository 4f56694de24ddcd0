package io.wotnotrelay.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A set of seqs is the set it should be, and small. */
class SeqSetTest {
    private static SeqSet set(long... seqs) {
        SeqSet set = new SeqSet();
        LongStream.of(seqs).forEach(set::add);
        return set;
    }

    private static List<Long> all(SeqSet set) {
        List<Long> seqs = new ArrayList<>();
        for (long seq = set.after(0); seq > 0; seq = set.after(seq)) {
            seqs.add(seq);
        }
        return seqs;
    }

    @Test
    void itHoldsWhatAnyOtherSetWouldInOrderAlsoAfterItWasWritten() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            TreeSet<Long> model = new TreeSet<>();
            SeqSet set = new SeqSet();
            SeqSet other = new SeqSet();
            for (int i = 0; i < 300; i++) {
                long seq = 1 + (random.nextInt(4) << 16) + random.nextInt(1 << (1 + random.nextInt(17)));
                assertThat(set.add(seq)).isEqualTo(model.add(seq));
                if (random.nextInt(3) == 0) {
                    other.add(1 + random.nextInt(1 << 18));
                }
            }
            assertThat(all(SeqSet.of(set.toBytes()))).isEqualTo(List.copyOf(model));
            long removed = set.removeAll(other);
            assertThat(removed).isEqualTo(model.stream().filter(other::contains).count());
            model.removeIf(other::contains);
            assertThat(all(set)).isEqualTo(List.copyOf(model));
            set.addAll(other);
            model.addAll(all(other));
            assertThat(set.size()).isEqualTo(model.size());
            assertThat(all(set)).isEqualTo(List.copyOf(model));
        }
    }

    @Test
    void anEmptyOneHasNone() {
        SeqSet set = new SeqSet();
        assertThat(set.isEmpty()).isTrue();
        assertThat(set.after(0)).isEqualTo(-1);
        assertThat(SeqSet.of(set.toBytes()).isEmpty()).isTrue();
        SeqSet gone = set(70_000);
        gone.removeAll(set(70_000));
        assertThat(gone.after(0)).isEqualTo(-1);
    }

    @Test
    void tenMillionOfThemAreWrittenInLittleRoom() {
        SeqSet set = new SeqSet();
        LongStream.rangeClosed(5_000_000_000L, 5_010_000_000L).forEach(set::add);
        assertThat(set.size()).isEqualTo(10_000_001);
        assertThat(set.toBytes().length).isLessThan(50_000);
    }
}
