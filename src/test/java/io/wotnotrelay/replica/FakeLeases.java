package io.wotnotrelay.replica;

import io.wotnotrelay.log.Lease;
import io.wotnotrelay.log.Leases;
import io.wotnotrelay.log.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Leases in memory, of any number of replicas, with a clock that tests move. */
final class FakeLeases implements Leases {
    private final Map<String, Report> reports = new TreeMap<>();
    private final Map<String, Long> seen = new HashMap<>();
    private final Map<String, Row> rows = new TreeMap<>();
    private final Map<String, Long> accepted = new HashMap<>();
    private long clock;
    private long acceptances;
    private boolean away;

    private record Row(String holder, long epoch, long until) {}

    void pass(Duration time) {
        clock += time.toMillis();
    }

    long nanos() {
        return clock * 1_000_000;
    }

    void away(boolean now) {
        away = now;
    }

    @Override
    public Duration term() {
        return Duration.ofSeconds(9);
    }

    @Override
    public View beat(Report report, Collection<Lease> held) {
        answer();
        reports.put(report.id(), report);
        seen.put(report.id(), clock);
        List<Lease> kept = held.stream().filter(l -> isOf(report.id(), l)).toList();
        kept.forEach(l -> rows.put(l.name(), new Row(report.id(), l.epoch(), clock + term().toMillis())));
        return new View(kept, replicas(), held(), latest());
    }

    private boolean isOf(String replica, Lease lease) {
        Row row = rows.get(lease.name());
        return row != null && replica.equals(row.holder()) && row.epoch() == lease.epoch();
    }

    private List<Replica> replicas() {
        List<Replica> all = new ArrayList<>();
        reports.forEach((id, r) -> all.add(new Replica(
                id, r.host(), Instant.EPOCH, Instant.ofEpochMilli(seen.get(id)), isLive(id), r.candidates(), "")));
        return all;
    }

    private boolean isLive(String id) {
        return clock - seen.get(id) < term().toMillis();
    }

    private Map<String, Held> held() {
        Map<String, Held> all = new TreeMap<>();
        rows.forEach((name, row) -> all.put(name, new Held(row.holder(), row.epoch(), row.until() <= clock)));
        return all;
    }

    private Map<String, String> latest() {
        Map<String, String> latest = new HashMap<>();
        reports.forEach((id, report) -> report.candidates().forEach((name, candidate) -> {
            String best = latest.get(name);
            if (isLive(id) && (best == null || at(name, candidate.version()) > at(name, best))) {
                latest.put(name, candidate.version());
            }
        }));
        return latest;
    }

    private long at(String name, String version) {
        return accepted.get(name + "/" + version);
    }

    @Override
    public void accept(String destination, String version, boolean changed) {
        answer();
        acceptances++;
        accepted.merge(destination + "/" + version, acceptances, (was, now) -> changed ? now : was);
    }

    @Override
    public Optional<Lease> take(String replica, String name) {
        answer();
        Row row = rows.getOrDefault(name, new Row(null, 0, 0));
        if (row.holder() != null && row.until() > clock) {
            return Optional.empty();
        }
        rows.put(name, new Row(replica, row.epoch() + 1, clock + term().toMillis()));
        return Optional.of(new Lease(name, row.epoch() + 1));
    }

    @Override
    public void release(Lease lease) {
        answer();
        rows.computeIfPresent(
                lease.name(), (n, row) -> row.epoch() == lease.epoch() ? new Row(null, row.epoch(), 0) : row);
    }

    @Override
    public void leave(String replica) {
        answer();
        reports.remove(replica);
        rows.replaceAll((n, row) -> replica.equals(row.holder()) ? new Row(null, row.epoch(), 0) : row);
    }

    @Override
    public void whenFreed(Runnable told) {
        // here beats are given by the test
    }

    private void answer() {
        if (away) {
            throw new StoreUnavailableException("The store is away.", null);
        }
    }
}
