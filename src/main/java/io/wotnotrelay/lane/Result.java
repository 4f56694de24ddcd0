package io.wotnotrelay.lane;

import java.time.Duration;
import java.util.Map;

/** How one run of a destination's route ended. */
public sealed interface Result {
    /**
     * The route ended without an exception.
     *
     * @param settled by seq, how the doubt about a delivery ended; one in doubt that is not named was sent again
     */
    record Delivered(Map<Long, Doubt.Settled> settled) implements Result {
        /** One of which nothing was in doubt, or nobody has looked. */
        public Delivered() {
            this(Map.of());
        }
    }

    /**
     * The route ended with an exception.
     *
     * @param failure its class, which says what happens next
     * @param code the destination's status code (HTTP, SMTP), 0 where there is none
     * @param cause one sentence, of one line, without secrets and without the event's text
     * @param retryAfter how long the destination asked to wait; null where it did not
     * @param maybeDone whether the destination may have done it all the same: the answer is lost
     */
    record Failed(Failure failure, int code, String cause, Duration retryAfter, boolean maybeDone) implements Result {
        /** One that did nothing. */
        public Failed(Failure failure, int code, String cause, Duration retryAfter) {
            this(failure, code, cause, retryAfter, false);
        }

        /** The same, of which it is not known whether it was done. */
        public Failed asMaybeDone() {
            return new Failed(failure, code, cause, retryAfter, true);
        }
    }

    /** The classes of failures. */
    enum Failure {
        /** May go well next time: I/O, 408, 425, 5xx. */
        TRANSIENT,
        /** Too many requests (429): the lane waits, the event pays nothing. */
        QUOTA,
        /** This event will never be taken: other 4xx. */
        PERMANENT,
        /** The route cannot handle this event: a template or mapping failed on it. */
        BAD_EVENT,
        /** Nothing can go well until someone mends the destination: 401, 403, unknown host. */
        CONFIGURATION
    }
}
