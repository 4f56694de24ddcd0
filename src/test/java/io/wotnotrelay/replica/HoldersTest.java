package io.wotnotrelay.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wotnotrelay.log.Leases;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HoldersTest {
    private final Leases.Replica a = replica("a", true, "d", "e");
    private final Leases.Replica b = replica("b", true, "d", "e");
    private final Leases.Replica dead = replica("dead", false, "d", "old");
    private final Holders holders = new Holders(new Leases.View(
            List.of(),
            List.of(a, b, dead),
            Map.of(
                    "lane:d", new Leases.Held("b", 3, false),
                    "lane:e", new Leases.Held("a", 1, true),
                    "lane:old", new Leases.Held("dead", 1, true)),
            Map.of("d", "1", "e", "1")));

    @Test
    void theHolderOfALeaseThatHasNotExpiredRunsTheDestination() {
        assertThat(holders.of("d")).contains("b");
        assertThat(holders.of("e")).isEmpty();
        assertThat(holders.of("old")).isEmpty();
        assertThat(holders.of("unheard-of")).isEmpty();
    }

    @Test
    void howItStandsIsToldByItsHolder() {
        assertThat(holders.stand("d")).contains(new Replicas.Stand("HELD", "told by b"));
        assertThat(holders.stand("e")).isEmpty();
    }

    @Test
    void eachMemberIsShownWithWhatItRuns() {
        assertThat(holders.members("a"))
                .extracting(Replicas.Member::id, Replicas.Member::self, Replicas.Member::live, m -> m.destinations())
                .containsExactly(
                        tuple("a", true, true, List.of()),
                        tuple("b", false, true, List.of("d")),
                        tuple("dead", false, false, List.of()));
    }

    @Test
    void whatAnotherVersionOfTheRelayToldInAnotherWayIsLeftOut() {
        assertThat(Stands.read("[1, 2]")).isEmpty();
    }

    private static Leases.Replica replica(String id, boolean live, String... names) {
        Map<String, Leases.Candidate> candidates = new TreeMap<>();
        for (String name : names) {
            candidates.put(name, new Leases.Candidate("1", "lane:" + name));
        }
        String status = Stands.write(Map.of("d", new Replicas.Stand("HELD", "told by " + id)));
        return new Leases.Replica(id, id + ".example.com", Instant.EPOCH, Instant.EPOCH, live, candidates, status);
    }
}
