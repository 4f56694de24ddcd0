package io.wotnotrelay.replica;

import io.wotnotrelay.log.Leases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who should have which lease: a replica that has the latest version of the file, and each replica about as many. Decided by each replica for itself, from what all of them see; a lease moves only when its holder gives it back.
 */
final class Shares {
    private final String me;
    private final Leases.View view;
    /** Replicas that may have a lease, by its name. */
    private final Map<String, Set<String>> fit = new TreeMap<>();

    private final Map<String, Integer> counts = new HashMap<>();

    Shares(String me, Leases.View view) {
        this.me = me;
        this.view = view;
        List<Leases.Replica> live =
                view.replicas().stream().filter(Leases.Replica::live).toList();
        live.forEach(this::candidates);
        live.forEach(replica -> counts.put(replica.id(), held(replica.id())));
    }

    private void candidates(Leases.Replica replica) {
        replica.candidates().forEach((destination, candidate) -> {
            if (candidate.version().equals(view.latest().get(destination))) {
                fit.computeIfAbsent(candidate.lease(), name -> new HashSet<>()).add(replica.id());
            }
        });
    }

    private int held(String replica) {
        return (int) view.leases().entrySet().stream()
                .filter(lease -> fit.containsKey(lease.getKey()))
                .filter(lease -> !lease.getValue().expired()
                        && replica.equals(lease.getValue().holder()))
                .count();
    }

    /** The free leases this replica should try to get, in turn: one that has fewer goes before it. */
    List<String> toTake() {
        List<String> wanted = new ArrayList<>();
        int mine = counts.getOrDefault(me, 0);
        for (Map.Entry<String, Set<String>> lease : fit.entrySet()) {
            boolean mayHave = lease.getValue().contains(me) && isFree(lease.getKey());
            if (mayHave && fewest(lease.getValue()) >= mine) {
                wanted.add(lease.getKey());
                mine++;
            }
        }
        return wanted;
    }

    /** The leases to give back of those it holds: not fit for it any more, or where another fit one has two fewer. */
    List<String> toGiveBack(Set<String> held) {
        List<String> back = new ArrayList<>();
        int mine = held.size();
        for (String name : held.stream().sorted().toList()) {
            Set<String> mayHave = fit.getOrDefault(name, Set.of());
            if (!mayHave.contains(me) || mine - fewest(mayHave) - back.size() >= 2) {
                back.add(name);
                mine--;
            }
        }
        return back;
    }

    /** How many the other one has that has the fewest, of these. */
    private int fewest(Set<String> replicas) {
        return replicas.stream()
                .filter(other -> !other.equals(me))
                .mapToInt(other -> counts.getOrDefault(other, 0))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private boolean isFree(String lease) {
        Leases.Held held = view.leases().get(lease);
        return held == null || held.isFree();
    }
}
