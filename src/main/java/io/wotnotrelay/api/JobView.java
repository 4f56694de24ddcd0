package io.wotnotrelay.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A replay or backfill.
 *
 * @param cause why it does not go on now, or ended before its end; null for nothing to say
 * @param matched events it is of: all that follow add up to this when it is done
 * @param skipped delivered before, or with the destination itself
 * @param failed dead letters now
 * @param expired no longer kept when their turn came
 * @param hastened the destination was retrying them, and was told to try at once
 * @param retrying failed for now: tried again within the job
 * @param position seq of the last event it has come to
 * @param rate of its own; null for none
 * @param asked what was asked
 */
record JobView(
        long id,
        String kind,
        String destination,
        String state,
        String cause,
        long matched,
        long delivered,
        long skipped,
        long filtered,
        long failed,
        long expired,
        long hastened,
        long retrying,
        long position,
        String rate,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        JsonNode asked) {}
