package io.wotnotrelay.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final LaneOptions.Retry DOUBLING =
            new LaneOptions.Retry(12, Duration.ofSeconds(30), Duration.ofHours(4), Duration.ofHours(24), List.of());
    private static final LaneOptions.Retry SCHEDULED = new LaneOptions.Retry(
            12,
            Duration.ofSeconds(30),
            Duration.ofHours(4),
            Duration.ofHours(24),
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(6)));

    private final Backoff plain = new Backoff(DOUBLING, () -> 0);
    private final Backoff scheduled = new Backoff(SCHEDULED, () -> 0);

    @Test
    void theDelayDoublesUpToItsCap() {
        assertThat(List.of(1, 2, 3, 4, 9, 10, 11, 1000))
                .extracting(n -> plain.afterFailure(n, 0, null) / 1000)
                .containsExactly(30L, 60L, 120L, 240L, 7680L, 14400L, 14400L, 14400L);
    }

    @Property
    void jitterIsAddedAndNeverMoreThanAQuarter(
            @ForAll @IntRange(min = 1, max = 60) int failures, @ForAll @IntRange(max = 999) int thousandth) {
        long base = plain.afterFailure(failures, 0, null);
        assertThat(new Backoff(DOUBLING, () -> thousandth / 1000.0).afterFailure(failures, 0, null))
                .isBetween(base, base + base / 4);
    }

    @Test
    void whatIsUsedUpIsTheTriesOrTheTimeWhicheverIsMore() {
        assertThat(List.of(1, 6, 7, 12, 13, 99))
                .extracting(tries -> plain.used(tries, 0))
                .containsExactly(7, 46, 53, 92, 100, 100);
        assertThat(plain.used(1, Duration.ofHours(18).toMillis())).isEqualTo(75);
        assertThat(scheduled.used(2, 0)).as("of three in the schedule").isEqualTo(50);
    }

    @Test
    void whatIsLeftEndsWithTheTriesOrWithTheTime() {
        assertThat(scheduled.left(1, 0)).isEqualTo(Duration.parse("PT6H5M30S").toMillis());
        assertThat(scheduled.left(3, 0)).isEqualTo(Duration.ofHours(6).toMillis());
        assertThat(scheduled.left(1, Duration.ofHours(23).toMillis()))
                .isEqualTo(Duration.ofHours(1).toMillis());
        assertThat(plain.left(13, 0)).isZero();
    }

    @Test
    void jitterSpreads() {
        assertThat(new Backoff(DOUBLING, () -> 0.5).afterFailure(1, 0, null)).isEqualTo(33_750);
    }

    @Test
    void aScheduleGivesTheDelaysAndTheNumberOfRetries() {
        assertThat(List.of(1, 2, 3, 4))
                .extracting(n -> scheduled.afterFailure(n, 0, null) / 1000)
                .containsExactly(30L, 300L, 21600L, 21600L);
        assertThat(scheduled.spent(3, 0)).isFalse();
        assertThat(scheduled.spent(4, 0)).isTrue();
    }

    @Test
    void retriesComeAfterTheFirstTry() {
        assertThat(plain.spent(12, 0)).isFalse();
        assertThat(plain.spent(13, 0)).isTrue();
    }

    @Test
    void ageSpendsADeliveryAndItsLastTryComesNotMuchLater() {
        long day = Duration.ofHours(24).toMillis();
        assertThat(plain.spent(2, day - 1)).isFalse();
        assertThat(plain.spent(2, day)).isTrue();
        assertThat(plain.afterFailure(10, day - 5_000, null)).isEqualTo(5_000);
    }

    @Test
    void retryAfterIsTheLeastAndTheBackoffStillHolds() {
        assertThat(plain.afterFailure(1, 0, Duration.ofMinutes(10))).isEqualTo(600_000);
        assertThat(plain.afterFailure(1, 0, Duration.ofSeconds(1))).isEqualTo(30_000);
        assertThat(plain.afterFailure(1, Duration.ofHours(24).toMillis() - 1, Duration.ofMinutes(10)))
                .isEqualTo(600_000);
    }

    @Property
    void noRetryAfterHoldsLongerThanTheLongestDelay(@ForAll @LongRange(min = -5) long seconds) {
        assertThat(new Backoff(DOUBLING, () -> 0.9).afterFailure(1, 0, Duration.ofSeconds(seconds)))
                .isBetween(30_000L, Duration.ofHours(5).toMillis());
    }

    @Test
    void aQuotaWaitFollowsRetryAfterElseItGrows() {
        assertThat(plain.afterQuota(1, Duration.ofSeconds(2))).isEqualTo(2_000);
        assertThat(plain.afterQuota(1, Duration.ZERO)).isEqualTo(1_000);
        assertThat(plain.afterQuota(3, null)).isEqualTo(120_000);
    }

    @Test
    void aRestartKeepsTheDueTime() {
        assertThat(plain.afterRestart(3, 1_050_000, 1_000_000)).isEqualTo(50_000);
        assertThat(plain.afterRestart(3, 900_000, 1_000_000)).isZero();
    }

    @Test
    void aDueTimeThatCannotBeTrueIsPulledIn() {
        long inTenYears = Duration.ofDays(3650).toMillis();
        assertThat(plain.afterRestart(3, inTenYears, 1_000_000)).isEqualTo(120_000);
    }
}
