package io.wotnotrelay.lane;

import static io.wotnotrelay.lane.LaneRig.KIND;
import static io.wotnotrelay.lane.LaneRig.options;
import static io.wotnotrelay.lane.LaneRig.quota;
import static io.wotnotrelay.lane.LaneRig.rate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lanes that use one credential. */
class QuotaTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private final LaneRig rig = new LaneRig();
    private final Credentials credentials = new Credentials();

    @AfterEach
    void close() {
        rig.close();
    }

    private Credential join(String lane, int runs) {
        LaneOptions o = quota(options(lane), "google");
        return credentials.join(runs == 0 ? o : rate(o, runs, HOUR), lane, () -> {});
    }

    private static int takeAll(Credential credential) {
        int taken = 0;
        while (credential.take(1)) {
            taken++;
        }
        return taken;
    }

    @Test
    void theLowestRateHoldsForAllOfThemTogether() {
        Credential first = join("a", 9);
        Credential second = join("b", 4);
        assertThat(join("c", 0)).isSameAs(first).isSameAs(second);
        assertThat(first.take(1)).isTrue();
        assertThat(takeAll(second)).isEqualTo(3);
        assertThat(first.next(1)).isEqualTo(1 + HOUR.toNanos());
    }

    @Test
    void whenTheSlowestLeavesTheOthersMayRunAtTheirs() {
        Credential credential = join("a", 9);
        join("b", 4);
        assertThat(takeAll(credential)).isEqualTo(4);
        credentials.leave(quota(options("b"), "google"), "b", credential);
        assertThat(takeAll(credential)).isEqualTo(5);
    }

    @Test
    void lanesWithoutAQuotaShareNothing() {
        Credential first = credentials.join(rate(options("a"), 1, HOUR), "a", () -> {});
        Credential second = credentials.join(rate(options("b"), 1, HOUR), "b", () -> {});
        assertThat(takeAll(first) + takeAll(second)).isEqualTo(2);
    }

    @Test
    void refusalsThatWereUnderWayWhenTheWaitBeganDoNotMakeItGrow() {
        Credential credential = join("a", 0);
        credential.refused(10, false, "full", n -> 100L * n);
        credential.refused(20, false, "full", n -> 100L * n);
        assertThat(credential.until()).isEqualTo(110);
        credential.refused(120, false, "full", n -> 100L * n);
        assertThat(credential.until()).isEqualTo(320);
        credential.answered();
        credential.refused(400, false, "full", n -> 100L * n);
        assertThat(credential.until()).isEqualTo(500);
    }

    @Test
    void tooManyRequestsInOneLaneStopAllOfTheQuotaAndNoOther() {
        LaneOptions.Retry patient =
                new LaneOptions.Retry(5, HOUR, Duration.ofHours(4), Duration.ofHours(24), java.util.List.of());
        LaneOptions a = LaneRig.retry(quota(options("a"), "google"), patient);
        rig.open(a, d -> new Failed(Failure.QUOTA, 429, "slow down", Duration.ofMinutes(30)));
        rig.log.put(KIND, "c");
        await().until(() -> rig.lanes.lane("a").orElseThrow().status().state() == LaneStatus.State.BACKING_OFF);

        Recorder sharing = new Recorder();
        Recorder other = new Recorder();
        Lane second = rig.open(LaneRig.retry(quota(options("b"), "google"), patient), sharing);
        rig.open(options("c"), other);
        rig.log.putAll(KIND, IntStream.range(0, 50).mapToObj(n -> "c" + n).toList(), 0);
        await().until(() -> rig.log.disk.outcomes("c").size() == 51);
        await().untilAsserted(() -> assertThat(second.status())
                .returns(LaneStatus.State.BACKING_OFF, LaneStatus::state)
                .returns("slow down", LaneStatus::cause));
        assertThat(sharing.deliveries).isEmpty();
    }

    @Test
    void aLaneThatDeliversIsStoppedInTheMiddleByAnotherOfItsQuota() {
        Recorder sharing = new Recorder();
        Lane second = rig.open(quota(options("b"), "google"), sharing);
        rig.log.put(KIND, "c");
        await().until(() -> rig.log.disk.outcomes("b").size() == 1);
        LaneOptions.Retry patient =
                new LaneOptions.Retry(5, HOUR, Duration.ofHours(4), Duration.ofHours(24), java.util.List.of());
        rig.open(
                LaneRig.retry(quota(options("a"), "google"), patient),
                d -> new Failed(Failure.QUOTA, 429, "slow down", Duration.ofMinutes(30)));
        await().until(() -> second.status().state() == LaneStatus.State.BACKING_OFF);
    }
}
