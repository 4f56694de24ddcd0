package io.wotnotrelay.watch;

import io.wotnotrelay.event.OwnKinds;
import io.wotnotrelay.watch.Memory.Gathered;

/** What is said of deliveries that were given up on, or soon will be. */
final class DeadLetterNotice {
    private DeadLetterNotice() {}

    /** {@code event}: the id of the last one; null where it is not known. */
    static Notice of(Gathered gathered, String event, long now) {
        return gathered.percent() == DeadLetters.GIVEN_UP
                ? givenUp(gathered, event, now)
                : running(gathered, event, now);
    }

    private static Notice givenUp(Gathered gathered, String event, long now) {
        String toDo = "Nothing is thrown away: see bin/relay deliveries --destination " + gathered.destination()
                + " --state dead, mend what the cause says, and replay them.";
        String many = gathered.count() == 1
                ? "A delivery to " + gathered.destination() + " was given up on (" + id(event) + ")"
                : gathered.count() + " deliveries to " + gathered.destination() + " were given up on since "
                        + Words.time(gathered.since()) + " (the last: " + id(event) + ")";
        return new Notice(
                OwnKinds.DEAD_LETTER,
                now,
                many + ": " + Words.sentence(gathered.cause()) + " " + toDo,
                Notice.facts(
                        "destination",
                        gathered.destination(),
                        "state",
                        "dead",
                        "cause",
                        gathered.cause(),
                        "code",
                        gathered.code() == 0 ? null : gathered.code(),
                        "count",
                        gathered.count(),
                        "since",
                        Words.iso(gathered.since()),
                        "eventId",
                        event,
                        "percent",
                        gathered.percent(),
                        "deadline",
                        null,
                        "toDo",
                        toDo));
    }

    private static Notice running(Gathered gathered, String event, long now) {
        String toDo = "Mend what the cause says before that; it is tried again by itself.";
        String others = gathered.count() == 1 ? "" : " So it is with " + (gathered.count() - 1) + " more.";
        String text = "A delivery to " + gathered.destination() + " (" + id(event) + ") has used up "
                + gathered.percent() + " % of its tries or of its time and will be given up on at about "
                + Words.time(gathered.deadline()) + ": " + Words.sentence(gathered.cause()) + others + " " + toDo;
        return new Notice(
                OwnKinds.DEAD_LETTER,
                now,
                text,
                Notice.facts(
                        "destination", gathered.destination(),
                        "state", "retrying",
                        "cause", gathered.cause(),
                        "code", gathered.code() == 0 ? null : gathered.code(),
                        "count", gathered.count(),
                        "since", Words.iso(gathered.since()),
                        "eventId", event,
                        "percent", gathered.percent(),
                        "deadline", Words.iso(gathered.deadline()),
                        "toDo", toDo));
    }

    private static String id(String event) {
        return event == null ? "no longer kept" : "event " + event;
    }
}
