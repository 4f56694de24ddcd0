package io.wotnotrelay.destination.component;

import io.wotnotrelay.destination.failure.Failures;
import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import io.wotnotrelay.lane.Delivery;
import io.wotnotrelay.lane.Destination;
import io.wotnotrelay.lane.LaneOptions;
import io.wotnotrelay.lane.Result;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.StoredEvent;
import io.wotnotrelay.sink.InDoubt;
import io.wotnotrelay.sink.Sent;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultConsumer;

/**
 * Runs the route once for each delivery of its lane; the return of the route is the end of the effect. It is
 * {@link Suspendable} so that a graceful stop drains the lane first: else Camel stops the route under the delivery.
 */
public class WotnotConsumer extends DefaultConsumer implements Destination, Suspendable {
    /** Exchange property: the destination's name. */
    public static final String DESTINATION = "relay.destination";

    /** Exchange property: {@link Delivery#id()}. */
    public static final String DELIVERY_ID = "relay.deliveryId";

    /** Exchange property: 1 for the first try. */
    public static final String ATTEMPT = "relay.attempt";

    /** Exchange property: whether this delivery, or one of this batch, may have been done already. */
    public static final String IN_DOUBT = InDoubt.PROPERTY;

    /** Exchange property: whether the event is not a real one. */
    public static final String TEST = "relay.test";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LaneOptions options;
    private Filter filter;
    private Failures failures;
    private volatile LaneOpener opener;
    private LaneOpener.Opened lane;

    WotnotConsumer(WotnotEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.options = endpoint.laneOptions();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        String expression = ((WotnotEndpoint) getEndpoint()).getFilter();
        filter = expression == null || expression.isBlank()
                ? null
                : new Filter(getEndpoint().getCamelContext(), expression);
        failures = Failures.of(getEndpoint().getCamelContext());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        openLane();
    }

    @Override
    protected void doSuspend() throws Exception {
        closeLane();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        openLane();
    }

    @Override
    protected void doStop() throws Exception {
        closeLane();
        super.doStop();
    }

    private void openLane() {
        if (lane == null) {
            opener = CamelContextHelper.mandatoryFindSingleByType(getEndpoint().getCamelContext(), LaneOpener.class);
            lane = opener.open(options, this);
        }
    }

    private void closeLane() {
        LaneOpener.Opened open = lane;
        lane = null;
        if (open != null) {
            open.close(PATIENCE);
        }
    }

    @Override
    public String filtered(StoredEvent event) {
        try {
            return filter == null ? null : filter.rejects(opener.read(event));
        } catch (StoreUnavailableException e) {
            return null; // nothing is known yet: delivering finds the same, and that is tried again
        }
    }

    /** As {@link #filtered(StoredEvent)}, of an event that stands in no log. */
    public String filtered(Event event) {
        return filter == null ? null : filter.rejects(event);
    }

    /** How its lane runs. */
    public LaneOptions options() {
        return options;
    }

    /** The name of the destination. */
    public String name() {
        return options.name();
    }

    /**
     * Runs the route once with an event that is not a real one, beside the lane, which knows nothing of it.
     *
     * @param sent is told what goes out
     */
    public Result test(Delivery delivery, Event event, Sent sent) {
        Exchange exchange = createExchange(false);
        Sendings sendings = new Sendings(sent);
        ManagementStrategy events = exchange.getContext().getManagementStrategy();
        try {
            if (!sent.isRehearsal()) {
                events.addEventNotifier(sendings);
            }
            fill(exchange, delivery, List.of(event));
            exchange.setProperty(TEST, true);
            sent.begin(exchange);
            run(exchange, List.of(event));
            return result(exchange, delivery);
        } catch (Throwable t) {
            return failures.read(t);
        } finally {
            sent.done();
            events.removeEventNotifier(sendings);
            releaseExchange(exchange, false);
        }
    }

    @Override
    public boolean wantsIntents() {
        return getRoute() == null || Effects.mustBeAnnounced(getEndpoint().getCamelContext(), getRouteId());
    }

    @Override
    public Result deliver(Delivery delivery) {
        Exchange exchange = createExchange(false);
        try {
            List<Event> events = delivery.events().stream().map(opener::read).toList();
            fill(exchange, delivery, events);
            run(exchange, events);
            return result(exchange, delivery);
        } catch (StoreUnavailableException e) {
            return new Result.Failed(Result.Failure.TRANSIENT, 0, e.getMessage(), null);
        } catch (Throwable t) {
            return Doubts.failed(failures.read(t), t, exchange);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private static void fill(Exchange exchange, Delivery delivery, List<Event> events) {
        exchange.getIn().setBody(delivery.batch() ? new Batch(events.size(), events) : events.get(0));
        exchange.setProperty(DESTINATION, delivery.destination());
        exchange.setProperty(DELIVERY_ID, delivery.id());
        exchange.setProperty(ATTEMPT, delivery.attempt());
        exchange.setProperty(TEST, false);
        InDoubt.tell(exchange, !delivery.doubts().isEmpty());
    }

    private void run(Exchange exchange, List<Event> events) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        createUoW(exchange);
        try {
            // Libraries of a route in a jar look up their parts here; a lane's thread serves all destinations.
            thread.setContextClassLoader(exchange.getContext().getApplicationContextClassLoader());
            // A filter that cannot be evaluated lets the event through to here, where failing has a name.
            if (filter != null) {
                events.forEach(filter::mustWork);
            }
            getProcessor().process(exchange);
        } finally {
            doneUoW(exchange);
            thread.setContextClassLoader(before);
        }
    }

    private Result result(Exchange exchange, Delivery delivery) {
        Exception thrown = exchange.getException();
        if (thrown != null) {
            return Doubts.failed(failures.read(thrown), thrown, exchange);
        }
        return exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()
                ? new Result.Failed(Result.Failure.TRANSIENT, 0, "The route asked for a rollback.", null)
                : new Result.Delivered(Doubts.settled(delivery, exchange));
    }
}
