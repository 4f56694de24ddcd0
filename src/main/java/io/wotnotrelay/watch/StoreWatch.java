package io.wotnotrelay.watch;

import io.wotnotrelay.event.OwnKinds;
import io.wotnotrelay.log.EventLog;
import io.wotnotrelay.log.EventLog.Health;
import java.io.IOException;

/**
 * Warns while the disk fills up, tells when events are refused, and when all is well again. While the disk is full to
 * the last byte, what it says waits and is appended afterwards.
 */
final class StoreWatch implements Watcher {
    private static final String LOW = "low";
    private static final String REFUSING = "refusing";
    /** Warned of below so many times what must stay free; well again a tenth above that. */
    private static final int WARN_AT = 2;

    /** Where the number of free bytes comes from. */
    interface FreeSpace {
        long bytes() throws IOException;
    }

    private final Memory memory;
    private final Notices notices;
    private final EventLog log;
    private final FreeSpace space;
    private final long least;

    /** {@code least}: bytes that must stay free for events to be taken. */
    StoreWatch(Memory memory, Notices notices, EventLog log, FreeSpace space, long least) {
        this.memory = memory;
        this.notices = notices;
        this.log = log;
        this.space = space;
        this.least = least;
    }

    @Override
    public void look(long now) {
        Health health = log.health();
        long free = free();
        String before = memory.store;
        if (!health.takesEvents()) {
            tell(REFUSING, refusing(health.cause(), free, now), now);
        } else if (isLow(free, before != null)) {
            tell(LOW, low(free, now), now);
        } else if (before != null) {
            memory.store = null;
            notices.tellEnd(well(before, free, now));
        }
    }

    private boolean isLow(long free, boolean before) {
        long margin = before ? WARN_AT * least / 10 : 0;
        return free >= 0 && free < WARN_AT * least + margin;
    }

    private void tell(String state, Notice notice, long now) {
        boolean better = state.equals(LOW) && REFUSING.equals(memory.store);
        String cause = OwnKinds.STORE_LOW + ":" + state;
        if (!state.equals(memory.store) && (better || notices.mayTell(cause, now))) {
            if (better) {
                notices.tellEnd(notice);
            } else {
                notices.tell(cause, notice);
            }
            memory.store = state;
        }
    }

    private Notice low(long free, long now) {
        String toDo = "Free some space, or let the log keep less (relay.retention.size, relay.retention.age).";
        String text = "The disk of the event log fills up: " + Words.mebibytes(free) + " are free, and below "
                + Words.mebibytes(least) + " (relay.store.min-free) no event is taken. " + toDo;
        return notice(LOW, text, null, free, toDo, now);
    }

    private Notice refusing(String cause, long free, long now) {
        String toDo = "WotNot is answered 503 and sends again for a while: act soon.";
        String text = "No event is taken since " + Words.time(now) + ": " + Words.sentence(cause) + " " + toDo;
        return notice(REFUSING, text, cause, free, toDo, now);
    }

    private Notice well(String before, long free, long now) {
        String text = before.equals(REFUSING) ? "Events are taken again." : "The disk has room again.";
        String room = free < 0 ? "" : " " + Words.mebibytes(free) + " are free.";
        return notice("well", text + room, null, free, null, now);
    }

    private Notice notice(String state, String text, String cause, long free, String toDo, long now) {
        return new Notice(
                OwnKinds.STORE_LOW,
                now,
                text,
                Notice.facts(
                        "state", state,
                        "cause", cause,
                        "freeBytes", free < 0 ? null : free,
                        "minFreeBytes", least,
                        "toDo", toDo));
    }

    /** Below 0 where it cannot be told. */
    private long free() {
        try {
            return space.bytes();
        } catch (IOException e) {
            return -1;
        }
    }
}
