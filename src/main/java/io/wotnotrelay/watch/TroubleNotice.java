package io.wotnotrelay.watch;

import io.wotnotrelay.event.OwnKinds;
import io.wotnotrelay.lane.LaneStatus.State;
import io.wotnotrelay.watch.Memory.Trouble;

/** What is said of a destination's trouble, and of its end. */
final class TroubleNotice {
    private TroubleNotice() {}

    static Notice held(Standing standing, Trouble trouble, long now) {
        String toDo = toDo(standing);
        String text = subject(standing) + how(standing.state()) + " since " + Words.time(trouble.since()) + ": "
                + Words.sentence(trouble.cause()) + waiting(standing) + " " + toDo;
        return new Notice(
                OwnKinds.DESTINATION_HELD,
                now,
                text,
                Notice.facts(
                        "destination", standing.name(),
                        "state", trouble.state(),
                        "cause", trouble.cause(),
                        "since", Words.iso(trouble.since()),
                        "waiting", standing.waiting(),
                        "toDo", toDo));
    }

    static Notice recovered(Standing standing, Trouble trouble, long now) {
        boolean gone = standing.state() == State.MISSING;
        String text = (gone
                        ? subject(standing) + " is no longer broken: it was mended or taken away. It was "
                        : subject(standing) + " delivers again. It was ")
                + trouble.state().replace('_', ' ') + " from " + Words.time(trouble.since()) + " on, for "
                + Words.duration(now - trouble.since()) + "."
                + (gone ? "" : waiting(standing));
        return new Notice(
                OwnKinds.DESTINATION_RECOVERED,
                now,
                text,
                Notice.facts(
                        "destination", standing.name(),
                        "state", gone ? "gone" : "running",
                        "was", trouble.state(),
                        "cause", trouble.cause(),
                        "since", Words.iso(trouble.since()),
                        "waiting", standing.waiting()));
    }

    private static boolean isFile(Standing standing) {
        return standing.name().indexOf('.') >= 0;
    }

    private static String subject(Standing standing) {
        return (isFile(standing) ? "The file " : "Destination ") + standing.name();
    }

    /** What waits for a file nobody knows. */
    private static String waiting(Standing standing) {
        return isFile(standing) ? "" : " " + Words.waiting(standing.waiting()) + " for it.";
    }

    private static String how(State state) {
        return switch (state) {
            case HELD -> " is held";
            case BROKEN -> " is broken";
            default -> " has failed and is left alone but for a probe now and then";
        };
    }

    private static String toDo(Standing standing) {
        return switch (standing.state()) {
            case HELD ->
                "Nothing is lost: mend what the cause says, then run bin/relay resume " + standing.name()
                        + ", or wait for the next probe.";
            case BROKEN -> "Nothing is lost: mend what the cause says; of a file, bin/relay check shows the place.";
            default -> "Nothing is lost: it goes on by itself once the destination answers.";
        };
    }
}
