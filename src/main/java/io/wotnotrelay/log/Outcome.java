package io.wotnotrelay.log;

/**
 * How a delivery ended.
 *
 * @param seq the event
 * @param result how
 * @param code the destination's status code (HTTP, SMTP), 0 where there is none
 * @param millis how long the last attempt took
 * @param attempts how many tries it took, 0 for filtered
 * @param cause why, for anything but delivered; for that one a remark, or null: how a doubt was settled
 * @param outOfOrder whether it had left the order of its conversation: later ones may have been delivered before it
 * @param first the first event it is of; {@code seq} where it is of one
 * @param events how many events from {@code first} to {@code seq} it is of; 1 but for those that expired together
 */
public record Outcome(
        long seq,
        Result result,
        int code,
        int millis,
        int attempts,
        String cause,
        boolean outOfOrder,
        long first,
        long events) {
    /** One of a single event. */
    public Outcome(long seq, Result result, int code, int millis, int attempts, String cause, boolean outOfOrder) {
        this(seq, result, code, millis, attempts, cause, outOfOrder, seq, 1);
    }

    /** The end of so many events, from the first to the last, that a lane never sent. */
    public static Outcome expired(long first, long last, long events, String cause) {
        return new Outcome(last, Result.EXPIRED, 0, 0, 0, cause, false, first, events);
    }

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
