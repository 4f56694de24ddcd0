package io.wotnotrelay.webhook;

import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.log.ReceiptIds;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Second step: splits the body into events and writes the receipt. Turns an {@link Authentic} into a {@link Batch}. */
final class ReadBatch implements Processor {
    private static final String UNKNOWN_ENVELOPE = "unknown_envelope";

    private final ReceiptIds ids;

    ReadBatch(ReceiptIds ids) {
        this.ids = ids;
    }

    @Override
    public void process(Exchange exchange) {
        Authentic authentic = (Authentic) exchange.getMessage().getBody();
        Envelope envelope = authentic.envelope();
        if (envelope.shape() == Envelope.Shape.MALFORMED) {
            VerifyToken.refuse(exchange, Reply.notJson(envelope.complaint()));
            return;
        }
        long id = ids.next();
        List<NewEvent> events = BatchReader.events(envelope, id);
        Receipt receipt = receipt(id, authentic.incoming().receivedAt(), envelope.shape(), events.size());
        exchange.getMessage().setBody(new Batch(authentic.incoming(), receipt, events));
    }

    private static Receipt receipt(long id, long receivedAt, Envelope.Shape shape, int events) {
        boolean handshake = shape == Envelope.Shape.HANDSHAKE;
        Receipt.Outcome outcome = handshake ? Receipt.Outcome.HANDSHAKE : Receipt.Outcome.ACCEPTED;
        String cause = shape == Envelope.Shape.OTHER ? UNKNOWN_ENVELOPE : null;
        return new Receipt(id, receivedAt, outcome, cause, events, 0);
    }
}
