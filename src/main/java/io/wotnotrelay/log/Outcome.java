package io.wotnotrelay.log;

/**
 * How a delivery ended.
 *
 * @param seq the event
 * @param result how
 * @param code the destination's status code (HTTP, SMTP), 0 where there is none
 * @param millis how long the last attempt took
 * @param attempts how many tries it took, 0 for filtered
 * @param cause why, for anything but delivered; else null
 * @param outOfOrder whether it had left the order of its conversation: later ones may have been delivered before it
 */
public record Outcome(long seq, Result result, int code, int millis, int attempts, String cause, boolean outOfOrder) {
    /** One that stood in the order. */
    public Outcome(long seq, Result result, int code, int millis, int attempts, String cause) {
        this(seq, result, code, millis, attempts, cause, false);
    }

    /** The ways a delivery can end. */
    public enum Result {
        DELIVERED,
        FILTERED,
        DEAD,
        EXPIRED
    }
}
