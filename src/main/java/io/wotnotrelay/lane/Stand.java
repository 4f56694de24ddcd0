package io.wotnotrelay.lane;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a lane runs, or stands still and probes: because of its breaker, or because it is held. What must outlive a
 * restart is a note in the log, written with what the lane has done. Owned by the lane's thread.
 */
final class Stand {
    private final Breaker breaker;
    private final Hold hold = new Hold();
    private String note;

    Stand(LaneOptions.Breaker options) {
        this.breaker = new Breaker(options);
    }

    boolean isStill() {
        return hold.isHeld() || breaker.isOpen();
    }

    Hold hold() {
        return hold;
    }

    /** Of what it stands still for. */
    Probe probe() {
        return hold.isHeld() ? hold.probe() : breaker.probe();
    }

    /** What it does now, were it not paused. */
    LaneStatus.State state() {
        if (hold.isHeld()) {
            return LaneStatus.State.HELD;
        }
        return breaker.isOpen() ? LaneStatus.State.BACKING_OFF : LaneStatus.State.RUNNING;
    }

    /** Why it stands still; null when it does not. */
    String cause() {
        return hold.isHeld() ? hold.cause() : breaker.cause();
    }

    /** A try failed that may go well next time; says whether the lane stands still with that. */
    boolean failed(String cause, long now) {
        boolean opened = breaker.failed(cause, now);
        note = opened ? null : note;
        return opened;
    }

    /** The destination is set up wrongly. */
    void held(String cause, long now) {
        breaker.close();
        hold.begin(cause, now);
        note = null;
    }

    /** One is given up for good, and nothing was delivered since the ones before it. */
    void refused(Refused refused) {
        hold.refused(refused);
        note = null;
    }

    /** Something was delivered: the lane runs. */
    void delivered() {
        if (isStill() || hold.hasRow()) {
            note = null;
        }
        hold.end();
        breaker.close();
    }

    /** What could come back of the row has. */
    void cameBack() {
        note = null;
    }

    /** To be remembered across a restart; empty for nothing. */
    String note() {
        if (note == null) {
            note = isStill() || hold.hasRow() ? write() : "";
        }
        return note;
    }

    private String write() {
        String row = hold.row().stream().map(String::valueOf).collect(Collectors.joining(","));
        return state() + "\n" + (isStill() ? cause() : "") + "\n" + row;
    }

    /** State, cause and row of a note; all empty for none. */
    private static String[] read(String note) {
        String[] lines = note.split("\n", -1);
        return lines.length == 3 ? lines : new String[] {"", "", ""};
    }

    /** The seqs of the row in a note. */
    static List<Long> row(String note) {
        String row = read(note)[2];
        return row.isEmpty()
                ? List.of()
                : Stream.of(row.split(",")).map(Long::valueOf).toList();
    }

    /** Stands as it did before the restart, and probes at once. */
    void restore(String before, List<Refused> row, long now) {
        row.forEach(hold::refused);
        String[] lines = read(before);
        if (lines[0].equals(LaneStatus.State.HELD.name())) {
            hold.begin(lines[1], now);
            hold.probe().atOnce(now);
        } else if (lines[0].equals(LaneStatus.State.BACKING_OFF.name())) {
            breaker.open(lines[1], now);
            breaker.probe().atOnce(now);
        }
        note = null;
    }
}
