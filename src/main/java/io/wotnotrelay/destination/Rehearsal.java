package io.wotnotrelay.destination;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.destination.component.WotnotConsumer;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.log.StoredEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Runs past events through a file that does not run, and sends nothing: the relay's sinks stop before they send, and what
 * else the route sends to is a stand-in.
 */
public final class Rehearsal implements AutoCloseable {
    private final Workshop workshop;
    private final DefaultCamelContext context;
    private final List<RehearsedLane> lanes;

    private Rehearsal(Workshop workshop, DefaultCamelContext context, List<RehearsedLane> lanes) {
        this.workshop = workshop;
        this.context = context;
        this.lanes = lanes;
    }

    /** The rehearsal of a file; empty when the file cannot run, which {@link Check#file} tells about. */
    public static Optional<Rehearsal> of(Path file, Settings settings) {
        Workshop workshop = new Workshop(settings, file.toAbsolutePath().getParent());
        Checked checked = workshop.check(file, java.util.Map.of());
        if (checked.broken() || !workshop.loaded(checked).equals(checked.findings())) {
            workshop.close();
            return Optional.empty();
        }
        DefaultCamelContext context = workshop.context(checked, NoLanes.INSTANCE);
        try {
            StandIns.install(context);
            checked.routes().load(context);
            String unfit = StandIns.prepare(context);
            context.start();
            List<RehearsedLane> lanes = new ArrayList<>();
            for (Route route : context.getRoutes()) {
                if (route.getConsumer() instanceof WotnotConsumer consumer) {
                    lanes.add(new RehearsedLane(consumer, workshop.redaction(file), unfit));
                }
            }
            return Optional.of(new Rehearsal(workshop, context, lanes));
        } catch (Exception e) {
            context.stop();
            workshop.close();
            throw new IllegalStateException(
                    "It cannot be rehearsed: " + workshop.finding(checked, e).sentence(), e);
        }
    }

    /** The names of the file's destinations. */
    public List<String> names() {
        return lanes.stream().map(RehearsedLane::name).toList();
    }

    /** Plays one event, in the order in which they came. */
    public void play(PastEvent past) {
        StoredEvent stored = past.stored();
        Event event = past.event(stored);
        lanes.forEach(lane -> lane.play(past, stored, event));
    }

    /**
     * What came of it.
     *
     * @param running those of the destinations that run now
     */
    public List<Rehearsed> results(Set<String> running) {
        return lanes.stream().map(lane -> lane.result(running)).toList();
    }

    @Override
    public void close() {
        context.stop();
        workshop.close();
    }

    private enum NoLanes implements LaneOpener {
        INSTANCE;

        @Override
        public void born(LaneOptions options) {}

        @Override
        public Event read(StoredEvent event) {
            return event.event();
        }

        @Override
        public Opened open(LaneOptions options, Destination destination) {
            return (Duration patience) -> {};
        }
    }
}
