package io.wotnotrelay.log.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DigestWindowTest {
    @Property(tries = 200)
    void itHoldsTheLastOnesLikeAPlainSet(@ForAll @Size(max = 200) List<@IntRange(max = 30) Integer> values) {
        DigestWindow window = new DigestWindow(1_000_000, 10);
        ArrayDeque<Integer> order = new ArrayDeque<>();
        Set<Integer> known = new HashSet<>();
        for (int value : values) {
            window.mark();
            assertThat(window.add(0, value, 0)).isEqualTo(known.add(value));
            if (!order.contains(value)) {
                order.add(value);
            }
            window.keep();
            if (order.size() > 10) {
                known.remove(order.poll());
            }
            assertThat(window.size()).isEqualTo(order.size());
        }
    }

    @Property(tries = 200)
    void whatIsTakenBackWasNeverThere(
            @ForAll @Size(max = 100) List<Long> kept, @ForAll @Size(max = 100) List<Long> taken) {
        DigestWindow window = new DigestWindow(1_000_000, 100_000);
        Set<Long> known = new HashSet<>();
        kept.forEach(v -> assertThat(window.add(v, -v, 0)).isEqualTo(known.add(v)));
        window.keep();
        window.mark();
        taken.forEach(v -> window.add(v, -v, 0));
        window.takeBack();
        window.mark();
        List<Long> fresh = new ArrayList<>(new HashSet<>(taken));
        fresh.forEach(v -> assertThat(window.add(v, -v, 0)).isEqualTo(known.add(v)));
    }

    @Test
    void itGrowsAndTurnsRoundManyTimes() {
        DigestWindow window = new DigestWindow(1_000_000, 5_000);
        for (long i = 0; i < 200_000; i++) {
            window.mark();
            assertThat(window.add(i * 31, i, 0)).isTrue();
            window.keep();
            if (i >= 4_999) {
                assertThat(window.add((i - 4_999) * 31, i - 4_999, 0)).isFalse();
            }
        }
        assertThat(window.size()).isEqualTo(5_000);
    }

    @Test
    void theOldOnesExpireByTime() {
        DigestWindow window = new DigestWindow(10_000, 100);
        window.add(1, 1, 0);
        window.add(2, 2, 5_000);
        window.keep();
        window.expire(10_000);
        assertThat(window.add(1, 1, 10_000)).isFalse();
        window.expire(11_000);
        assertThat(window.add(1, 1, 11_000)).isTrue();
        assertThat(window.add(2, 2, 11_000)).isFalse();
    }
}
