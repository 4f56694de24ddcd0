package io.wotnotrelay.webhook;

/**
 * A request that was refused, as it is kept for people to look at.
 *
 * @param id from {@link io.wotnotrelay.log.ReceiptIds}: larger for later requests
 * @param receivedAt epoch milliseconds
 * @param status the HTTP status it was answered with
 * @param cause one word of a fixed set: {@code token}, {@code not_json}, {@code too_large} …
 * @param client address of the sender
 * @param bodyBytes size of the kept body, -1 where none is kept
 */
public record Rejection(long id, long receivedAt, int status, String cause, String client, long bodyBytes) {
    /**
     * How often one cause came up in one minute.
     *
     * @param minute epoch minutes
     */
    public record Count(long minute, int status, String cause, long requests) {}
}
