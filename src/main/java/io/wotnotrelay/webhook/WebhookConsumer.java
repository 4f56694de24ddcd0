package io.wotnotrelay.webhook;

import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.StartupListener;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beginning of the receiving route: a request becomes a message with nothing in it but an {@link Incoming}. */
final class WebhookConsumer extends DefaultConsumer implements PlatformHttpConsumer, Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookConsumer.class);

    private final WebhookEngine engine;

    WebhookConsumer(PlatformHttpEndpoint endpoint, Processor processor, WebhookEngine engine) {
        super(endpoint, processor);
        this.engine = engine;
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    /** Runs the route; the answer is what it leaves as its body. */
    void receive(Incoming incoming, Consumer<Reply> answer) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getIn().setBody(incoming);
        try {
            createUoW(exchange);
        } catch (Exception e) {
            exchange.setException(e);
            finish(exchange, answer);
            return;
        }
        getAsyncProcessor().process(exchange, done -> finish(exchange, answer));
    }

    private void finish(Exchange exchange, Consumer<Reply> answer) {
        Reply reply = reply(exchange);
        doneUoW(exchange);
        releaseExchange(exchange, false);
        answer.accept(reply);
    }

    private static Reply reply(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure == null && exchange.getMessage().getBody() instanceof Reply reply) {
            return reply;
        }
        LOG.error("A request could not be taken; it was answered 500 and will be sent again.", failure);
        return Reply.FAILED;
    }

    /** The port opens when everything else of the context has started: a sender never meets half of it. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        CamelContext context = getEndpoint().getCamelContext();
        if (context.isStarted()) {
            engine.open(this);
        } else {
            context.addStartupListener(new OpenWhenStarted());
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        engine.stopTaking();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        engine.takeAgain();
    }

    @Override
    protected void doStop() throws Exception {
        engine.close();
        super.doStop();
    }

    private final class OpenWhenStarted implements StartupListener {
        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            // Routes are being started: not yet.
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            if (isStarted()) {
                engine.open(WebhookConsumer.this);
            }
        }
    }
}
