package io.wotnotrelay.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatestVersionTest {
    private final FakeLeases leases = new FakeLeases();
    private final TestReplica a = new TestReplica("a", leases);
    private final TestReplica b = new TestReplica("b", leases);

    @BeforeEach
    void bothHaveTheFirstVersionAndARunsIt() {
        a.start("1", "d");
        a.beat();
        b.start("1", "d");
        beats();
        assertThat(a.open).containsOnlyKeys("d");
    }

    @Test
    void onlyAReplicaThatHasTheVersionAcceptedLastRunsIt() {
        swap(b, "2");
        beats();
        beats();

        assertThat(a.open).isEmpty();
        assertThat(b.open).containsOnlyKeys("d");
    }

    @Test
    void theOtherOneMayAgainOnceItHasThatVersionToo() {
        swap(b, "2");
        beats();
        beats();
        swap(a, "2");
        b.stop("d");
        beats();
        beats();

        assertThat(a.open).containsOnlyKeys("d");
    }

    @Test
    void aVersionThatIsBroughtBackIsTheLatest() {
        swap(a, "2");
        beats();
        swap(a, "1");
        beats();
        beats();

        assertThat(a.open.size() + b.open.size()).isEqualTo(1);
    }

    @Test
    void aReplicaThatStartsWithAnOldVersionDoesNotBringItBack() {
        swap(a, "2");
        swap(b, "2");
        beats();
        TestReplica c = new TestReplica("c", leases);
        c.start("1", "d");
        beats();
        c.beat();

        assertThat(c.open).isEmpty();
        assertThat(a.open.size() + b.open.size()).isEqualTo(1);
    }

    @Test
    void whereNobodyLiveHasTheLatestTheOneBeforeRuns() {
        swap(b, "2");
        beats();
        beats();
        assertThat(b.open).containsOnlyKeys("d");
        for (int i = 0; i < 7; i++) {
            leases.pass(Duration.ofSeconds(2));
            a.beat();
        }

        assertThat(a.open).containsOnlyKeys("d");
    }

    private void beats() {
        leases.pass(Duration.ofSeconds(2));
        Stream.of(a, b).forEach(TestReplica::beat);
    }

    private static void swap(TestReplica replica, String version) {
        replica.stop("d");
        replica.start(version, "d");
    }
}
