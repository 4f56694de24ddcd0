package io.wotnotrelay.api;

import java.time.Instant;
import java.util.List;

/**
 * What became of one event at one destination, and why.
 *
 * @param state the destination's own state now
 * @param sentence the verdict for people
 * @param cause what went wrong, what the filter said, or a remark on one delivered in doubt; null where nothing did
 * @param attempts tries so far
 * @param code the destination's last status code; null where there is none
 * @param millis how long the last try of a delivery that ended took; null for others
 * @param at when it ended; null where it has not
 * @param dueAt when it is tried next; null where it is not
 * @param before how many events are before it, at most; null where it does not wait
 * @param blockedBy the event it waits for; null where it waits for none
 * @param outOfOrder whether it has left the order of its conversation, so that later ones could go on
 * @param outcomes how it ended, each time it did, oldest first
 */
record Verdict(
        String destination,
        Kind verdict,
        DestinationState state,
        String sentence,
        String cause,
        int attempts,
        Integer code,
        Integer millis,
        Instant at,
        Instant dueAt,
        Long before,
        String blockedBy,
        boolean outOfOrder,
        List<End> outcomes) {
    /** The verdicts there are: the states of a delivery, and why there is none. */
    enum Kind {
        DELIVERED,
        FILTERED,
        DEAD,
        EXPIRED,
        RETRYING,
        BLOCKED,
        HELD,
        WAITING,
        /** The destination's events and except leave it out. */
        NOT_SUBSCRIBED,
        /** The destination begins with later events. */
        BORN_LATER,
        /** It went past without a delivery that is still known. */
        PASSED;

        /** Whether there is a delivery at all. */
        boolean isDelivery() {
            return ordinal() <= WAITING.ordinal();
        }

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return Query.word(this);
        }
    }

    /** One end of a delivery: a dead letter that is sent again has several. */
    record End(Instant at, String outcome, int attempts, Integer code, int millis, String cause) {}
}
