package io.wotnotrelay.lane;

import java.time.Duration;

/** How one run of a destination's route ended. */
public sealed interface Result {
    /** The route ended without an exception. */
    record Delivered() implements Result {}

    /**
     * The route ended with an exception.
     *
     * @param failure its class, which says what happens next
     * @param code the destination's status code (HTTP, SMTP), 0 where there is none
     * @param cause one sentence, of one line, without secrets and without the event's text
     * @param retryAfter how long the destination asked to wait; null where it did not
     */
    record Failed(Failure failure, int code, String cause, Duration retryAfter) implements Result {}

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
