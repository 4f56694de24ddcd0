package io.wotnotrelay.webhook;

import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.NewEvent;
import java.util.ArrayList;
import java.util.List;

/** Makes of an authentic body what the log keeps: its items, each in the very bytes it came in. */
final class BatchReader {
    private BatchReader() {}

    /**
     * The events of a body that is JSON; none of a handshake. A body that is no batch is one {@code unparsable} event:
     * the body without its token.
     *
     * @param receipt number of the request's receipt; it keeps items that do not say when they happened apart
     */
    static List<NewEvent> events(Envelope envelope, long receipt) {
        return switch (envelope.shape()) {
            case HANDSHAKE -> List.of();
            case EVENTS -> items(envelope, receipt);
            case OTHER -> List.of(whole(envelope.withoutToken(), receipt));
            case MALFORMED -> throw new IllegalArgumentException(envelope.complaint());
        };
    }

    private static List<NewEvent> items(Envelope envelope, long receipt) {
        List<NewEvent> events = new ArrayList<>(envelope.items().size());
        for (Item item : envelope.items()) {
            events.add(event(envelope.body(), item, receipt));
        }
        return events;
    }

    private static NewEvent event(byte[] body, Item item, long receipt) {
        byte[] raw = Tokens.slice(body, item.from(), item.to());
        byte[] digest = item.timed() && !item.unparsable()
                ? Digests.of(raw, item.compact())
                : Digests.of(raw, item.compact(), receipt);
        return new NewEvent(item.kind().key(), digest, raw);
    }

    private static NewEvent whole(byte[] raw, long receipt) {
        return new NewEvent(Kind.UNPARSABLE.key(), Digests.of(raw, false, receipt), raw);
    }
}
