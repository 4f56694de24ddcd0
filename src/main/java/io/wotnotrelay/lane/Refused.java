package io.wotnotrelay.lane;

import io.wotnotrelay.log.Parked;

/**
 * A delivery that was refused for good while nothing was delivered since: perhaps it is not the event that is wrong.
 *
 * @param row as it stood before the try that was refused
 * @param entry what is being written of it; null for one from before a restart
 * @param stock what it was of; null for one from before a restart
 */
record Refused(Parked row, Entry entry, Stock stock) {
    /** From the dead letters, after a restart. */
    static Refused of(Parked dead) {
        return new Refused(
                new Parked(
                        dead.seq(),
                        Parked.State.HELD,
                        dead.conversation(),
                        Math.max(0, dead.attempts() - 1),
                        0,
                        dead.runMillis(),
                        dead.code(),
                        dead.cause(),
                        dead.outOfOrder()),
                null,
                null);
    }

    boolean isOnDisk() {
        return entry == null || entry.writing == null;
    }
}
