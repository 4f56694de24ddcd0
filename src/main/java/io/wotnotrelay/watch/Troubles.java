package io.wotnotrelay.watch;

import io.wotnotrelay.event.OwnKinds;
import io.wotnotrelay.lane.LaneStatus.State;
import io.wotnotrelay.watch.Memory.Trouble;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells when a destination is held, broken, or left alone for long, and when it delivers again. It looks at how things
 * are, not at what happened: one that goes to and fro is told of once an hour.
 */
final class Troubles implements Watcher {
    private static final Set<State> BAD = Set.of(State.HELD, State.BACKING_OFF, State.BROKEN);

    private final Memory memory;
    private final Notices notices;
    private final Supplier<List<Standing>> standings;
    private final long backingOff;

    /** {@code backingOff}: how long one may be left alone before it is told. */
    Troubles(Memory memory, Notices notices, Supplier<List<Standing>> standings, Duration backingOff) {
        this.memory = memory;
        this.notices = notices;
        this.standings = standings;
        this.backingOff = backingOff.toMillis();
    }

    @Override
    public void look(long now) {
        Set<String> here = new HashSet<>();
        for (Standing standing : standings.get()) {
            here.add(standing.name());
            Trouble before = memory.troubles.get(standing.name());
            if (BAD.contains(standing.state())) {
                memory.troubles.put(standing.name(), told(standing, begun(standing, before, now), now));
            } else if (before != null && isOver(standing, before)) {
                end(standing, before, now);
            }
        }
        Map.copyOf(memory.troubles).forEach((name, trouble) -> {
            if (isBroken(trouble) && !here.contains(name)) {
                end(new Standing(name, State.MISSING, null, 0, 0), trouble, now);
            }
        });
    }

    /** The trouble it is in: the one before where that goes on, with its latest cause. */
    private static Trouble begun(Standing standing, Trouble before, long now) {
        String state = word(standing);
        boolean anyTold = before != null && before.anyTold();
        if (before == null || !before.state().equals(state)) {
            return new Trouble(state, standing.cause(), now, false, anyTold, standing.delivered());
        }
        long since = Math.min(before.since(), now);
        // a lane counts from 0 when it is opened anew
        long delivered = Math.min(before.delivered(), standing.delivered());
        return new Trouble(state, standing.cause(), since, before.told(), anyTold, delivered);
    }

    private Trouble told(Standing standing, Trouble trouble, long now) {
        boolean due = standing.state() != State.BACKING_OFF || now - trouble.since() >= backingOff;
        String cause = cause(standing.name(), trouble);
        if (trouble.told() || !due || !notices.mayTell(cause, now)) {
            return trouble;
        }
        notices.tell(cause, TroubleNotice.held(standing, trouble, now));
        return trouble.toldNow();
    }

    /** One that is left alone looks well between two waits: only a delivery ends that. */
    private static boolean isOver(Standing standing, Trouble trouble) {
        if (standing.state() != State.RUNNING) {
            return false;
        }
        boolean delivered = standing.cause() == null || standing.delivered() > trouble.delivered();
        return delivered || !trouble.state().equals(State.BACKING_OFF.name().toLowerCase(Locale.ROOT));
    }

    private void end(Standing standing, Trouble trouble, long now) {
        memory.troubles.remove(standing.name());
        if (trouble.anyTold()) {
            notices.tellEnd(TroubleNotice.recovered(standing, trouble, now));
        } else {
            notices.missed(cause(standing.name(), trouble));
        }
    }

    private static boolean isBroken(Trouble trouble) {
        return trouble.state().equals(State.BROKEN.name().toLowerCase(Locale.ROOT));
    }

    private static String cause(String name, Trouble trouble) {
        return OwnKinds.DESTINATION_HELD + ":" + name + ":" + trouble.state();
    }

    private static String word(Standing standing) {
        return standing.state().name().toLowerCase(Locale.ROOT);
    }
}
