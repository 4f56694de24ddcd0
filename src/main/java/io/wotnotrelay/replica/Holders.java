package io.wotnotrelay.replica;

import io.wotnotrelay.log.Leases;
import java.util.Objects;

/** Reads from what was seen who runs a destination. */
final class Holders {
    private Holders() {}

    static String of(Leases.View view, String destination) {
        return view.replicas().stream()
                .filter(Leases.Replica::live)
                .map(replica -> replica.candidates().get(destination))
                .filter(Objects::nonNull)
                .map(candidate -> view.leases().get(candidate.lease()))
                .filter(held -> held != null && !held.isFree())
                .map(Leases.Held::holder)
                .findFirst()
                .orElse(null);
    }
}
