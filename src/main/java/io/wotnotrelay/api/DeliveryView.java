package io.wotnotrelay.api;

import io.wotnotrelay.log.Outcome;
import io.wotnotrelay.log.Parked;
import io.wotnotrelay.log.Settled;
import java.time.Instant;

/**
 * A delivery as the API shows it.
 *
 * @param id {@code <event id>.<destination>}; null where the event is no longer kept
 * @param eventId null where it is no longer kept
 * @param code the destination's last status code; null where there is none
 * @param at when it ended; null where it has not
 * @param dueAt when it is tried next; null where it is not
 */
record DeliveryView(
        String id,
        String destination,
        String eventId,
        long seq,
        Verdict.Kind state,
        int attempts,
        String cause,
        Integer code,
        Instant at,
        Instant dueAt) {
    static DeliveryView of(String destination, String eventId, Parked row) {
        return new DeliveryView(
                id(destination, eventId),
                destination,
                eventId,
                row.seq(),
                Verdict.Kind.valueOf(row.state().name()),
                row.attempts(),
                row.cause(),
                row.code() == 0 ? null : row.code(),
                null,
                row.dueAt() == 0 ? null : Instant.ofEpochMilli(row.dueAt()));
    }

    static DeliveryView of(String destination, String eventId, Settled settled) {
        Outcome outcome = settled.outcome();
        return new DeliveryView(
                id(destination, eventId),
                destination,
                eventId,
                outcome.seq(),
                Explanation.kind(outcome.result()),
                outcome.attempts(),
                outcome.cause(),
                outcome.code() == 0 ? null : outcome.code(),
                Instant.ofEpochMilli(settled.at()),
                null);
    }

    static DeliveryView waiting(String destination, String eventId, long seq) {
        return new DeliveryView(
                id(destination, eventId), destination, eventId, seq, Verdict.Kind.WAITING, 0, null, null, null, null);
    }

    static DeliveryView of(String eventId, long seq, Verdict verdict) {
        return new DeliveryView(
                id(verdict.destination(), eventId),
                verdict.destination(),
                eventId,
                seq,
                verdict.verdict(),
                verdict.attempts(),
                verdict.cause(),
                verdict.code(),
                verdict.at(),
                verdict.dueAt());
    }

    private static String id(String destination, String eventId) {
        return eventId == null ? null : eventId + "." + destination;
    }
}
