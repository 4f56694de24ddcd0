package io.wotnotrelay.watch;

import io.wotnotrelay.lane.Lane;
import io.wotnotrelay.lane.LaneStatus;
import io.wotnotrelay.lane.Lanes;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.LaneRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** How all destinations stand now: the lanes that are open, and the files that are broken. */
final class Standings implements Supplier<List<Standing>> {
    private final EventLog log;
    private final Lanes lanes;
    private final Supplier<List<BrokenFile>> broken;

    Standings(EventLog log, Lanes lanes, Supplier<List<BrokenFile>> broken) {
        this.log = log;
        this.lanes = lanes;
        this.broken = broken;
    }

    @Override
    public List<Standing> get() {
        List<Standing> all = new ArrayList<>();
        lanes.lanes().stream().map(Lane::status).map(Standing::of).forEach(all::add);
        for (BrokenFile file : broken.get()) {
            for (String name : file.names()) {
                // a name that another file has already, and that runs there
                String shown = lanes.lane(name).isPresent() ? file.file() : name;
                all.add(new Standing(shown, LaneStatus.State.BROKEN, file.reason(), waiting(name), 0));
            }
        }
        return all;
    }

    /** All since its cursor: an upper bound. */
    private long waiting(String name) {
        return log.lanes().stream()
                .filter(record -> record.name().equals(name))
                .mapToLong(LaneRecord::cursor)
                .map(cursor -> Math.max(0, log.head() - cursor))
                .findFirst()
                .orElse(0);
    }
}
