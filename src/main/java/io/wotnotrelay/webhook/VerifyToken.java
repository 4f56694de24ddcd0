package io.wotnotrelay.webhook;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** First step: lets only requests on that hold a valid token. Turns an {@link Incoming} into an {@link Authentic}. */
final class VerifyToken implements Processor {
    private final Token token;
    private final Guesses guesses;

    VerifyToken(Token token, Guesses guesses) {
        this.token = token;
        this.guesses = guesses;
    }

    @Override
    public void process(Exchange exchange) {
        Incoming incoming = (Incoming) exchange.getMessage().getBody();
        Envelope envelope = Envelope.of(incoming.body());
        boolean authentic = token.in(incoming, envelope);
        if (!authentic) {
            refuse(exchange, wrong(incoming));
        } else if (envelope.tokenRepeated()) {
            refuse(exchange, Reply.REPEATED_TOKEN);
        } else if (incoming.ownMark()) {
            refuse(exchange, Reply.LOOP);
        } else {
            exchange.getMessage().setBody(new Authentic(incoming, envelope));
        }
    }

    private Reply wrong(Incoming incoming) {
        long wait = guesses.wrong(incoming.client());
        return wait == 0 ? Reply.UNAUTHORIZED : Reply.tooMany(wait);
    }

    /** Ends the route with this answer. */
    static void refuse(Exchange exchange, Reply reply) {
        exchange.getMessage().setBody(reply);
        exchange.setRouteStop(true);
    }
}
