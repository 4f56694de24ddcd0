package io.wotnotrelay.destination.component;

import io.wotnotrelay.sink.Sent;
import java.util.List;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.URISupport;

/** While a destination is tested: notes what its route sends to components that are no sinks of this project's. */
final class Sendings extends EventNotifierSupport {
    private final Sent sent;

    Sendings(Sent sent) {
        this.sent = sent;
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return !sent.isRehearsal()
                && event instanceof CamelEvent.ExchangeSendingEvent sending
                && Sent.of(sending.getExchange()) == sent;
    }

    @Override
    public void notify(CamelEvent event) {
        CamelEvent.ExchangeSendingEvent sending = (CamelEvent.ExchangeSendingEvent) event;
        String uri = sending.getEndpoint().getEndpointUri();
        if (!uri.startsWith("kamelet:") && !uri.startsWith("direct:")) {
            sent.add(
                    URISupport.sanitizeUri(uri),
                    List.of(
                            "Body",
                            String.valueOf(sending.getExchange().getMessage().getBody())));
        }
    }
}
