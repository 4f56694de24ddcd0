package io.wotnotrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    @Test
    void anEventTakesItsTurnAfterTheOnesBeforeIt() throws InterruptedException {
        Pace pace = Pace.of("1000/s");
        long start = System.nanoTime();

        pace.await(30);
        pace.await(1);

        // A lower bound holds on the slowest machine too.
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
    }

    @Test
    @Timeout(60)
    void withoutARateNothingWaits() throws InterruptedException {
        Pace pace = Pace.unlimited();
        for (int i = 0; i < 1000; i++) {
            pace.await(1_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"50/s", "50", "600/1m", "0.5/s", "10/500ms"})
    void ratesAreEventsPerTime(String rate) {
        assertThat(Pace.of(rate)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "0/s", "-1/s", "5/", "5/fortnight", "5/0s", "NaN/s"})
    void whatIsNotARateIsRefused(String rate) {
        assertThatThrownBy(() -> Pace.of(rate)).hasMessageContaining("is not a rate: write events per time");
    }
}
