package io.wotnotrelay.log;

/**
 * A delivery that the lane's cursor has passed, or will pass, and that is not settled.
 *
 * @param seq the event
 * @param state why it stands here
 * @param conversation the key of its conversation; null where it has none
 * @param attempts tries so far
 * @param dueAt epoch milliseconds of the next try; 0 where it waits for another
 * @param runMillis how long the lane has been running since the first try, in milliseconds: the age that counts against {@code retryMaxAge}
 * @param code the last status code, 0 where there is none
 * @param cause the last failure in a sentence; null where there was none
 * @param outOfOrder whether it has left the order of its conversation, so that the later ones could go on
 */
public record Parked(
        long seq,
        State state,
        String conversation,
        int attempts,
        long dueAt,
        long runMillis,
        int code,
        String cause,
        boolean outOfOrder) {
    /** One that stands in the order. */
    public Parked(
            long seq,
            State state,
            String conversation,
            int attempts,
            long dueAt,
            long runMillis,
            int code,
            String cause) {
        this(seq, state, conversation, attempts, dueAt, runMillis, code, cause, false);
    }

    /** Why a delivery is parked. */
    public enum State {
        RETRYING,
        BLOCKED,
        HELD,
        DEAD
    }
}
