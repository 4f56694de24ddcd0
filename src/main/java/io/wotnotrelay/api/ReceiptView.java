package io.wotnotrelay.api;

import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.webhook.Rejection;
import java.time.Instant;

/**
 * A receipt as the API shows it.
 *
 * @param outcome {@code accepted}, {@code handshake} or {@code rejected}
 * @param cause one word; null where there is nothing to say
 * @param status the HTTP status a rejected request was answered with; null for the others, which got 200
 * @param client address of the sender of a rejected request; null for the others
 * @param bodyBytes size of the kept body of a rejected request; null where none is kept
 */
record ReceiptView(
        String id,
        Instant receivedAt,
        String outcome,
        String cause,
        int events,
        int duplicates,
        Integer status,
        String client,
        Long bodyBytes) {
    static ReceiptView of(Receipt receipt) {
        return new ReceiptView(
                receipt.name(),
                Instant.ofEpochMilli(receipt.receivedAt()),
                Query.word(receipt.outcome()),
                receipt.cause(),
                receipt.events(),
                receipt.duplicates(),
                null,
                null,
                null);
    }

    static ReceiptView of(Rejection rejection) {
        return new ReceiptView(
                Receipt.name(rejection.id()),
                Instant.ofEpochMilli(rejection.receivedAt()),
                Query.word(Receipt.Outcome.REJECTED),
                rejection.cause(),
                0,
                0,
                rejection.status(),
                rejection.client(),
                rejection.bodyBytes() < 0 ? null : rejection.bodyBytes());
    }
}
