package io.wotnotrelay.sink;

import io.wotnotrelay.event.Event;
import io.wotnotrelay.event.EventPathLanguage;
import io.wotnotrelay.event.EventReader;
import io.wotnotrelay.event.Fields;
import io.wotnotrelay.event.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A context of its own with the shipped Kamelets, to which parameters arrive exactly as they are. */
final class Sinks implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();
    private final Exact kamelets = new Exact();

    Sinks() {
        EventPathLanguage.install(context);
        kamelets.setNoErrorHandler(true);
        context.addComponent("kamelet", kamelets);
        context.start();
    }

    /** With the data folder of a relay. */
    Sinks data(Path folder) {
        Properties properties = new Properties();
        properties.setProperty("relay.data", folder.toString());
        context.getPropertiesComponent().setInitialProperties(properties);
        return this;
    }

    /** A sink with its parameters, ready to take events. */
    record Sink(CamelContext context, String uri) {
        /** What the route's exchange is after the sink, its exception included. */
        Exchange take(Object body) {
            Exchange exchange = new DefaultExchange(context);
            exchange.setProperty("relay.deliveryId", "evt_1.test");
            exchange.getMessage().setBody(body);
            return take(exchange);
        }

        Exchange take(Exchange exchange) {
            return context.createFluentProducerTemplate()
                    .withExchange(exchange)
                    .to(uri)
                    .send();
        }

        void delivers(Object body) throws Exception {
            Exchange exchange = take(body);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        }
    }

    Sink webhook(Map<String, ?> parameters) {
        return sink("webhook-sink", parameters);
    }

    Sink jsonl(Map<String, ?> parameters) {
        return sink("jsonl-file-sink", parameters);
    }

    Sink mail(Map<String, ?> parameters) {
        return sink("email-alert-sink", parameters);
    }

    Sink csv(Map<String, ?> parameters) {
        return sink("csv-file-sink", parameters);
    }

    Sink sheets(Map<String, ?> parameters) {
        return sink("google-sheets-row-sink", parameters);
    }

    Sink sink(String name, Map<String, ?> parameters) {
        String uri = "kamelet:" + name + "/" + name + "-" + kamelets.exact.size();
        kamelets.exact.put(uri.substring("kamelet:".length()), parameters);
        context.getEndpoint(uri).start();
        return new Sink(context, uri);
    }

    CamelContext context() {
        return context;
    }

    static Event event(String text) {
        return event(text, text);
    }

    static Event event(String text, String name) {
        return visitor(new Event.Visitor("v1", null, name, null, null), text);
    }

    /** Said by this visitor. */
    static Event visitor(Event.Visitor visitor, String text) {
        Fields none = EventReader.read("evt_0", 0, Instant.EPOCH, Kind.UNPARSABLE, new byte[0])
                .payload();
        return new Event(
                Event.SCHEMA,
                "evt_1",
                7,
                Event.WOTNOT,
                "message",
                "text",
                null,
                Instant.EPOCH,
                Event.Actor.NONE,
                new Event.Conversation("c1", null, null, null, null, List.of("new", "a \"b\""), Event.Actor.NONE),
                visitor,
                new Event.Account(null, null),
                new Event.Bot(null, null),
                text,
                none,
                new Event.Attachment(null, null, null),
                none,
                none,
                "{}");
    }

    /** With this place in the log, and an id made of it. */
    static Event numbered(long seq) {
        Event said = event("Number " + seq, "Ann");
        return new Event(
                said.schema(),
                "evt_" + seq,
                seq,
                said.source(),
                said.type(),
                said.subtype(),
                said.occurredAt(),
                said.receivedAt(),
                said.actor(),
                said.conversation(),
                said.visitor(),
                said.account(),
                said.bot(),
                said.text(),
                said.variables(),
                said.attachment(),
                said.payload(),
                said.extra(),
                said.raw());
    }

    @Override
    public void close() {
        context.stop();
    }

    private static final class Exact extends KameletComponent {
        private final Map<String, Map<String, ?>> exact = new HashMap<>();

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
                throws Exception {
            Endpoint made = super.createEndpoint(uri, remaining, parameters);
            if (made instanceof KameletEndpoint endpoint && exact.containsKey(remaining)) {
                Map<String, Object> all = new HashMap<>(endpoint.getKameletProperties());
                all.putAll(exact.get(remaining));
                endpoint.setKameletProperties(all);
            }
            return made;
        }
    }
}
