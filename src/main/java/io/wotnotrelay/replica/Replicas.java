package io.wotnotrelay.replica;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who of the relays that share a log does what. */
public interface Replicas {
    /**
     * @param id new with each start
     * @param host where it runs, for people
     * @param seenAt when it was heard of last
     * @param live whether that was within the term of a lease
     * @param self whether it is this one
     * @param destinations what it runs, by name
     */
    record Member(
            String id,
            String host,
            Instant startedAt,
            Instant seenAt,
            boolean live,
            boolean self,
            List<String> destinations) {}

    /**
     * How a lane stands, as the replica that runs it told last.
     *
     * @param state of {@link io.wotnotrelay.lane.LaneStatus}
     * @param cause why it does not deliver; null when all is well
     */
    record Stand(String state, String cause) {}

    /** All that were heard of in the last day; empty until this one was heard of. */
    List<Member> all();

    /** The id of the one that runs this destination; empty when none does. */
    Optional<String> holderOf(String destination);

    /** How it stands with the one that runs it; empty where that has not told yet, or none does. */
    Optional<Stand> stand(String destination);
}
