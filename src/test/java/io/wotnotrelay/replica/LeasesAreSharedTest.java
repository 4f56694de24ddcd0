package io.wotnotrelay.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeasesAreSharedTest {
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final String[] TEN =
            IntStream.range(0, 10).mapToObj(n -> "d" + n).toArray(String[]::new);

    private final FakeLeases leases = new FakeLeases();
    private final TestReplica a = new TestReplica("a", leases);
    private final TestReplica b = new TestReplica("b", leases);
    private final TestReplica c = new TestReplica("c", leases);

    @Test
    void aReplicaAloneRunsAll() {
        a.start("1", TEN);
        a.beat();

        assertThat(a.open).containsOnlyKeys(TEN);
    }

    @Test
    void threeReplicasRunAboutAsManyEachAndNoLaneTwice() {
        Stream.of(a, b, c).forEach(replica -> replica.start("1", TEN));
        beats(4, a, b, c);

        assertThat(Stream.of(a, b, c).map(replica -> replica.open.size())).containsExactlyInAnyOrder(3, 3, 4);
        assertThat(all(a, b, c)).containsExactlyInAnyOrder(TEN);
    }

    @Test
    void oneThatComesLaterGetsItsShareAndWhatIsUnderWayEndsFirst() {
        a.start("1", TEN);
        beats(3, a);
        b.start("1", TEN);
        beats(3, a, b);

        assertThat(a.open).hasSize(5);
        assertThat(b.open).hasSize(5);
        assertThat(a.patience).hasSize(5).allMatch(waited -> waited.toSeconds() > 1);
    }

    @Test
    void afterThatNothingMoves() {
        Stream.of(a, b, c).forEach(replica -> replica.start("1", TEN));
        beats(6, a, b, c);
        List<List<String>> before = lanes();
        beats(20, a, b, c);

        assertThat(lanes()).isEqualTo(before);
    }

    @Test
    void whatOneThatWasKilledRanIsTakenOverWithinFifteenSeconds() {
        Stream.of(a, b, c).forEach(replica -> replica.start("1", TEN));
        beats(4, a, b, c);
        beats(7, a, b);

        assertThat(all(a, b)).containsExactlyInAnyOrder(TEN);
    }

    @Test
    void whatOneThatStopsRanIsTakenOverWithTheNextBeats() {
        Stream.of(a, b).forEach(replica -> replica.start("1", TEN));
        beats(4, a, b);
        b.leave();
        beats(1, a);

        assertThat(a.open).containsOnlyKeys(TEN);
    }

    @Test
    void oneThatStoodStillForMinutesGivesUpWhatOthersHaveByNow() {
        Stream.of(a, b).forEach(replica -> replica.start("1", TEN));
        beats(4, a, b);
        beats(60, b);
        assertThat(a.open).hasSize(5);
        a.beat();

        assertThat(a.open).isEmpty();
        assertThat(a.patience).endsWith(Duration.ZERO, Duration.ZERO);
        beats(4, a, b);
        assertThat(all(a, b)).containsExactlyInAnyOrder(TEN);
    }

    @Test
    void oneThatCannotRenewStopsBeforeItsTermEnds() {
        a.start("1", TEN);
        a.beat();
        leases.away(true);
        beats(3, a);
        assertThat(a.open).isNotEmpty();
        beats(1, a);
        assertThat(a.open).isEmpty();

        leases.away(false);
        leases.pass(Duration.ofSeconds(9));
        a.beat();
        assertThat(a.open).containsOnlyKeys(TEN);
    }

    @Test
    void eachLeaseIsOpenedWithItsOwnEpochWhichGoesUpWithEachHolder() {
        a.start("1", "d");
        a.beat();
        leases.pass(Duration.ofSeconds(10));
        b.start("1", "d");
        b.beat();

        assertThat(a.open.get("d").epoch()).isEqualTo(1);
        assertThat(b.open.get("d").epoch()).isEqualTo(2);
    }

    @Test
    void lanesOfOneQuotaRunTogether() {
        for (TestReplica replica : List.of(a, b)) {
            for (String name : TEN) {
                replica.start("1", name, "crm");
            }
        }
        beats(4, a, b);

        assertThat(List.of(a.open.size(), b.open.size())).containsExactlyInAnyOrder(10, 0);
    }

    @Test
    void aDestinationThatIsGoneIsLeftToWhoHasIt() {
        Stream.of(a, b).forEach(replica -> replica.start("1", "d"));
        beats(2, a, b);
        a.stop("d");
        beats(2, a, b);

        assertThat(a.open).isEmpty();
        assertThat(b.open).containsOnlyKeys("d");
    }

    private void beats(int count, TestReplica... replicas) {
        for (int i = 0; i < count; i++) {
            leases.pass(BEAT);
            Stream.of(replicas).forEach(TestReplica::beat);
        }
    }

    private List<List<String>> lanes() {
        return Stream.of(a, b, c)
                .map(replica -> List.copyOf(replica.open.keySet()))
                .toList();
    }

    /** The names of all open lanes; fails where one is open twice. */
    private static List<String> all(TestReplica... replicas) {
        List<String> names =
                Stream.of(replicas).flatMap(r -> r.open.keySet().stream()).toList();
        assertThat(new TreeSet<>(names)).hasSameSizeAs(names);
        return names;
    }
}
