package io.wotnotrelay.api;

import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Settled;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A verdict while it is being reached, and its sentence for people. */
final class VerdictDraft {
    private static final String LEFT =
            " It has left the order of its conversation: later events may have gone before it.";

    private final String event;
    private final String destination;
    private final DestinationViews.Standing standing;
    private List<Verdict.End> ends = List.of();
    private String cause;
    private int attempts;
    private int code;
    private Integer millis;
    private Instant at;
    private Instant dueAt;
    private Long before;
    private String blockedBy;
    private boolean outOfOrder;

    VerdictDraft(String event, String destination, DestinationViews.Standing standing) {
        this.event = event;
        this.destination = destination;
        this.standing = standing;
    }

    void ends(List<Settled> settled) {
        ends = settled.stream().map(VerdictDraft::end).toList();
    }

    private static Verdict.End end(Settled settled) {
        Outcome o = settled.outcome();
        return new Verdict.End(
                Instant.ofEpochMilli(settled.at()),
                Query.word(o.result()),
                o.attempts(),
                o.code() == 0 ? null : o.code(),
                o.millis(),
                o.cause());
    }

    Verdict ended(Settled settled) {
        Outcome o = settled.outcome();
        tried(o.attempts(), o.code(), o.cause());
        outOfOrder = o.outOfOrder();
        at = Instant.ofEpochMilli(settled.at());
        millis = o.millis();
        return switch (o.result()) {
            case DELIVERED ->
                verdict(
                        Verdict.Kind.DELIVERED,
                        "Delivered at " + time(at) + ", at try " + o.attempts() + answered() + ", in " + o.millis()
                                + " ms." + (cause == null ? "" : " " + ended(cause)));
            case FILTERED -> verdict(Verdict.Kind.FILTERED, "Its filter leaves this event out: " + ended(cause));
            case DEAD -> verdict(Verdict.Kind.DEAD, givenUp());
            case EXPIRED -> verdict(Verdict.Kind.EXPIRED, "It was no longer kept when its turn came.");
        };
    }

    Verdict dead(Parked row) {
        tried(row.attempts(), row.code(), row.cause());
        outOfOrder = row.outOfOrder();
        if (!ends.isEmpty()) {
            at = ends.get(ends.size() - 1).at();
        }
        return verdict(Verdict.Kind.DEAD, givenUp());
    }

    private String givenUp() {
        return "Given up after " + tries() + answered() + ": " + ended(cause)
                + " It is kept as a dead letter; bin/relay replay " + destination + " --event " + event
                + " sends it again.";
    }

    Verdict retrying(Parked row) {
        tried(row.attempts(), row.code(), row.cause());
        outOfOrder = row.outOfOrder();
        dueAt = row.dueAt() == 0 ? null : Instant.ofEpochMilli(row.dueAt());
        String failed =
                (attempts == 0 ? "A try failed" : "Try " + attempts + " failed") + answered() + ": " + ended(cause);
        String next = dueAt == null ? "" : " The next try is due at " + time(dueAt) + ".";
        return verdict(Verdict.Kind.RETRYING, failed + next + standing());
    }

    Verdict held(Parked row) {
        tried(row.attempts(), row.code(), row.cause());
        return verdict(Verdict.Kind.HELD, ended("Held" + (cause == null ? "" : ": " + cause)) + standing());
    }

    Verdict blocked(Parked row, String head) {
        tried(row.attempts(), row.code(), row.cause());
        blockedBy = head;
        String behind = head == null ? "an earlier event" : head;
        return verdict(
                Verdict.Kind.BLOCKED,
                "Waits behind " + behind + " of the same conversation, which is not delivered yet." + standing());
    }

    Verdict waiting(long events, boolean exact) {
        before = events;
        String turn = events == 0
                ? "It is next."
                : (exact ? "" : "At most ") + events + (events == 1 ? " event is" : " events are") + " before it.";
        return verdict(Verdict.Kind.WAITING, "Waits for its turn. " + turn + standing());
    }

    Verdict notSubscribed(String type, String subscription) {
        return verdict(
                Verdict.Kind.NOT_SUBSCRIBED, "It does not subscribe to " + type + "; it takes " + subscription + ".");
    }

    Verdict bornLater(long bornAt) {
        return verdict(
                Verdict.Kind.BORN_LATER,
                "The destination begins with later events; it was born at " + time(Instant.ofEpochMilli(bornAt)) + ".");
    }

    Verdict passed(String type) {
        return verdict(
                Verdict.Kind.PASSED,
                "It went past without a delivery that is still known: the destination did not take " + type
                        + " at that time, or how it ended is no longer kept.");
    }

    private void tried(int times, int lastCode, String why) {
        attempts = times;
        code = lastCode;
        cause = why;
    }

    private String tries() {
        return attempts == 1 ? "one try" : attempts + " tries";
    }

    private String answered() {
        return code == 0 ? "" : " (" + code + ")";
    }

    /** Why a delivery that is to come does not come now. */
    private String standing() {
        String why = standing.cause() == null ? "" : ": " + standing.cause();
        return switch (standing.state()) {
            case RUNNING -> "";
            case PAUSED -> " The destination is paused; bin/relay resume " + destination + " lets it go on.";
            case BACKING_OFF -> " The destination waits" + why;
            case HELD -> " The destination is held" + why;
            case MISSING -> " The destination is missing" + why;
            case BROKEN -> " The destination cannot run" + place() + why;
        };
    }

    private String place() {
        if (standing.file() == null) {
            return "";
        }
        int line = standing.file().line();
        return " (" + standing.file().file().getFileName() + (line == 0 ? "" : ", line " + line) + ")";
    }

    /** As a sentence; most causes are one already. */
    private static String ended(String cause) {
        return cause != null && cause.endsWith(".") ? cause : cause + ".";
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private Verdict verdict(Verdict.Kind kind, String sentence) {
        return new Verdict(
                destination,
                kind,
                standing.state(),
                sentence + (outOfOrder ? LEFT : ""),
                cause,
                attempts,
                code == 0 ? null : code,
                millis,
                at,
                dueAt,
                before,
                blockedBy,
                outOfOrder,
                ends);
    }
}
