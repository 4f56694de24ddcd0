package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuessesTest {
    private final AtomicLong clock = new AtomicLong();
    private final Guesses guesses = new Guesses(clock::get);

    @Test
    void anAddressWithTooManyWrongTokensWaitsForTheRestOfTheMinute() {
        exhaust("192.0.2.1");
        clock.addAndGet(20_000);
        assertThat(guesses.wrong("192.0.2.1")).isEqualTo(40);
        clock.addAndGet(40_000);
        assertThat(guesses.wrong("192.0.2.1")).isZero();
    }

    @Test
    void otherAddressesAreNotHarmed() {
        exhaust("192.0.2.1");
        assertThat(guesses.wrong("192.0.2.2")).isZero();
    }

    @Test
    void aWholeIpv6NetworkIsOneSender() {
        exhaust("2001:db8::1");
        assertThat(guesses.wrong("2001:db8::2")).isPositive();
        assertThat(guesses.wrong("2001:db8:1::1")).isZero();
    }

    @Test
    void theTableForgetsWhomItHasNotHeardOfForLongest() {
        exhaust("192.0.2.1");
        for (int i = 0; i < 10_000; i++) {
            guesses.wrong("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
        assertThat(guesses.wrong("192.0.2.1")).isZero();
    }

    private void exhaust(String address) {
        for (int i = 0; i < Guesses.MOST; i++) {
            assertThat(guesses.wrong(address)).isZero();
        }
        assertThat(guesses.wrong(address)).isEqualTo(60);
    }
}
