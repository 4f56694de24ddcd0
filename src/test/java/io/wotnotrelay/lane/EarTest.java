package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EarTest {
    private final AtomicInteger wakes = new AtomicInteger();
    private final Ear ear = new Ear(10, "message"::equals, wakes::incrementAndGet);

    @Test
    void oneThatWantsNothingIsMovedAlongAsleep() {
        ear.listening(true);
        ear.rang(10, 15, false);
        assertThat(ear.position()).isEqualTo(15);
        assertThat(wakes).hasValue(0);
        ear.tick();
        ear.tick();
        assertThat(wakes).hasValue(1);
    }

    @Test
    void oneThatWantsSomethingIsWokenOnceAndStays() {
        ear.listening(true);
        ear.rang(10, 15, true);
        ear.rang(15, 20, true);
        assertThat(ear.position()).isEqualTo(10);
        assertThat(wakes).hasValue(1);
    }

    @Test
    void oneThatLostTrackIsNotMovedPastWhatItHasNotSeen() {
        ear.listening(true);
        ear.rang(12, 15, false);
        assertThat(ear.position()).isEqualTo(10);
        assertThat(wakes).hasValue(1);
    }

    @Test
    void oneInTheMiddleOfTheRangeIsMovedToItsEnd() {
        ear.rang(8, 15, false);
        assertThat(ear.position()).isEqualTo(15);
    }

    @Test
    void aStillOneIsNotMovedAndABusyOneNotWoken() {
        ear.still(true);
        ear.rang(10, 15, false);
        assertThat(ear.position()).isEqualTo(10);
        ear.rang(15, 20, true);
        assertThat(wakes).hasValue(0);
    }

    @Test
    void itNeverGoesBack() {
        ear.advance(5);
        assertThat(ear.position()).isEqualTo(10);
        ear.rang(2, 6, false);
        assertThat(ear.position()).isEqualTo(10);
    }
}
