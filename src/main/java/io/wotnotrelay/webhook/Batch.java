package io.wotnotrelay.webhook;

import io.wotnotrelay.event.Kind;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.Receipt;
import java.util.List;

/** What a request brought, ready for the log. */
record Batch(Incoming incoming, Receipt receipt, List<NewEvent> events) {
    private static final String UNPARSABLE = Kind.UNPARSABLE.key();

    boolean handshake() {
        return receipt.outcome() == Receipt.Outcome.HANDSHAKE;
    }

    int unparsable() {
        int count = 0;
        for (NewEvent event : events) {
            count += event.kind().equals(UNPARSABLE) ? 1 : 0;
        }
        return count;
    }
}
