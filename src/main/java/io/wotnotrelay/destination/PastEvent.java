package io.wotnotrelay.destination;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;

/**
 * An event that came, as the relay tells it to somebody who has no log.
 *
 * @param visitor what was known then, as {@code conversation}
 * @param getting the destinations that get it with the files that run
 */
public record PastEvent(
        long seq,
        String id,
        Instant receivedAt,
        Kind kind,
        String raw,
        Event.Visitor visitor,
        Event.Conversation conversation,
        Set<String> getting) {
    StoredEvent stored() {
        byte[] digest = HexFormat.of().parseHex(id.replaceFirst("^evt_", ""));
        return new StoredEvent(
                seq, receivedAt.toEpochMilli(), 0, kind.key(), digest, raw.getBytes(StandardCharsets.UTF_8));
    }

    Event event(StoredEvent stored) {
        return stored.event().with(conversation, visitor);
    }
}
