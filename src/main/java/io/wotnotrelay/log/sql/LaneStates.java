package io.wotnotrelay.log.sql;

import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LaneTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The lanes as of the last commit, in memory. Written by the writer only, read by anyone. */
public final class LaneStates {
    private final Map<Integer, State> byId = new ConcurrentSkipListMap<>();

    /**
     * @param rows outcome rows written so far
     * @param head the largest seq with an outcome
     */
    public record State(LaneRecord record, LaneTotals totals, long rows, long head) {
        State with(LaneRecord next) {
            return new State(next, totals, rows, head);
        }
    }

    public State get(int lane) {
        return byId.get(lane);
    }

    public State named(String name) {
        return byId.values().stream()
                .filter(s -> s.record().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    public List<LaneRecord> records() {
        List<LaneRecord> out = new ArrayList<>();
        byId.values().forEach(s -> out.add(s.record()));
        return out;
    }

    /** Takes these for all there are. */
    public void become(List<State> all) {
        byId.keySet().retainAll(all.stream().map(s -> s.record().id()).toList());
        all.forEach(this::put);
    }

    public void put(State state) {
        byId.put(state.record().id(), state);
    }

    public void remove(int lane) {
        byId.remove(lane);
    }
}
