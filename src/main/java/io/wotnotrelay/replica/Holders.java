package io.wotnotrelay.replica;

import io.wotnotrelay.log.Leases;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads from what was seen who runs what. */
record Holders(Leases.View view) {
    /** The id of the replica that runs this destination. */
    Optional<String> of(String destination) {
        return view.replicas().stream()
                .filter(Leases.Replica::live)
                .map(replica -> replica.candidates().get(destination))
                .filter(Objects::nonNull)
                .map(candidate -> view.leases().get(candidate.lease()))
                .filter(held -> held != null && !held.isFree())
                .map(Leases.Held::holder)
                .findFirst();
    }

    /** How it stands with the one that runs it. */
    Optional<Replicas.Stand> stand(String destination) {
        return of(destination)
                .flatMap(holder -> view.replicas().stream()
                        .filter(replica -> replica.id().equals(holder))
                        .findFirst())
                .map(replica -> Stands.read(replica.status()).get(destination));
    }

    List<Replicas.Member> members(String self) {
        return view.replicas().stream().map(replica -> member(replica, self)).toList();
    }

    private Replicas.Member member(Leases.Replica replica, String self) {
        List<String> runs = replica.candidates().keySet().stream()
                .filter(name -> of(name).filter(replica.id()::equals).isPresent())
                .sorted()
                .toList();
        return new Replicas.Member(
                replica.id(),
                replica.host(),
                replica.startedAt(),
                replica.seenAt(),
                replica.live(),
                replica.id().equals(self),
                runs);
    }
}
