package io.wotnotrelay.destination;

import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Delivery;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.log.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lanes that deliver when the test says so. */
public final class FakeLanes implements LaneOpener {
    public final List<String> born = new CopyOnWriteArrayList<>();
    public final Map<String, Destination> open = new ConcurrentHashMap<>();
    public final Map<String, LaneOptions> options = new ConcurrentHashMap<>();

    public final Map<String, LaneOptions> opened = new ConcurrentHashMap<>();

    @Override
    public void born(LaneOptions lane) {
        born.add(lane.name());
        options.put(lane.name(), lane);
    }

    @Override
    public Event read(StoredEvent event) {
        return event.event();
    }

    @Override
    public Opened open(LaneOptions lane, Destination destination) {
        opened.put(lane.name(), lane);
        if (open.putIfAbsent(lane.name(), destination) != null) {
            throw new IllegalStateException("The lane " + lane.name() + " is open already.");
        }
        return (Duration patience) -> open.remove(lane.name());
    }

    /** Plays a delivery into the destination of this name. */
    public Result deliver(String name, StoredEvent... events) {
        boolean batch = options.get(name) != null && options.get(name).batch() != null;
        return open.get(name).deliver(new Delivery(name, List.of(events), 1, batch));
    }
}
