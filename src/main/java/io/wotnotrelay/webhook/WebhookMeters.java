package io.wotnotrelay.webhook;

import java.time.Instant;

/** What the webhook counts. Called on its threads for each request: be quick, do not throw. All texts are of fixed sets. */
public interface WebhookMeters {
    /** Counts nothing. */
    WebhookMeters NONE = new WebhookMeters() {};

    /**
     * A request was answered.
     *
     * @param status the HTTP status
     * @param cause one word, null for 200
     * @param nanos from the end of its head to its answer
     */
    default void answered(int status, String cause, long nanos) {}

    /**
     * Events are on disk.
     *
     * @param stored how many were new
     * @param duplicates how many the log already held
     * @param unparsable how many of the request's could not be understood
     */
    default void received(int stored, int duplicates, int unparsable) {}

    /** The webhook shows a certificate from now on that expires then; told at the start and after each renewal. */
    default void certificate(Instant expires) {}
}
