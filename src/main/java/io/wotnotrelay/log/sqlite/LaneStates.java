package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.LaneRecord;
import io.wotnotrelay.log.LaneTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The lanes as of the last commit, in memory. Written by the writer only, read by anyone. */
final class LaneStates {
    private final Map<Integer, State> byId = new ConcurrentSkipListMap<>();

    /**
     * @param rows outcome rows written so far
     * @param head the largest seq with an outcome
     */
    record State(LaneRecord record, LaneTotals totals, long rows, long head) {
        State with(LaneRecord next) {
            return new State(next, totals, rows, head);
        }
    }

    State get(int lane) {
        return byId.get(lane);
    }

    State named(String name) {
        return byId.values().stream()
                .filter(s -> s.record().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    List<LaneRecord> records() {
        List<LaneRecord> out = new ArrayList<>();
        byId.values().forEach(s -> out.add(s.record()));
        return out;
    }

    void put(State state) {
        byId.put(state.record().id(), state);
    }

    void remove(int lane) {
        byId.remove(lane);
    }
}
