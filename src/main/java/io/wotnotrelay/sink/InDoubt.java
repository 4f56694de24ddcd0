package io.wotnotrelay.sink;

import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * What a lane and a sink tell each other of deliveries that may have been done already. The lane says that there is a
 * doubt; a sink that can look says what it found; and whether it had begun when it failed.
 */
public final class InDoubt {
    /** Exchange property: whether this delivery, or one of this batch, may have been done already. */
    public static final String PROPERTY = "relay.inDoubt";

    private static final String NOTES = "relay.inDoubt.notes";

    /** How a doubt ended, the surest first. */
    public enum End {
        /** It was there, and was not done again. */
        FOUND,
        /** It was not there, and was done. */
        MISSING,
        /** It was done, and nobody can tell whether that was the second time. */
        SENT_AGAIN
    }

    /** Shared by all copies of an exchange that a route makes, such as the parts of a split. */
    private static final class Notes {
        final Map<String, End> ends = new HashMap<>();
        final Map<String, Integer> used = new HashMap<>();
        Boolean begun;
    }

    private InDoubt() {}

    /** Before the route runs. */
    public static void tell(Exchange exchange, boolean doubt) {
        exchange.setProperty(PROPERTY, doubt);
        exchange.setProperty(NOTES, new Notes());
    }

    /** After it ran: by delivery id, how a sink settled the doubt. */
    public static Map<String, End> ends(Exchange exchange) {
        Notes notes = notes(exchange);
        synchronized (notes) {
            return Map.copyOf(notes.ends);
        }
    }

    /** After it ran: whether a sink had begun what it cannot take back; null where no sink has said anything. */
    public static Boolean begun(Exchange exchange) {
        Notes notes = notes(exchange);
        synchronized (notes) {
            return notes.begun;
        }
    }

    static boolean is(Exchange exchange) {
        return exchange.getProperty(PROPERTY, false, Boolean.class);
    }

    /** Whether a sink that can look should: a try that failed may have done more than its answer said. */
    static boolean mayLook(Exchange exchange) {
        return is(exchange) || exchange.getProperty("relay.attempt", 1, Integer.class) > 1;
    }

    /** A sink prepares: when it fails now, nothing has been done. */
    static void prepares(Exchange exchange) {
        Notes notes = notes(exchange);
        synchronized (notes) {
            notes.begun = notes.begun == null ? Boolean.FALSE : notes.begun;
        }
    }

    /** From now on a failure leaves open what was done. */
    static void begins(Exchange exchange) {
        Notes notes = notes(exchange);
        synchronized (notes) {
            notes.begun = true;
        }
    }

    /** A sink has settled the doubt about one delivery; of several the least sure counts. */
    static void settled(Exchange exchange, String deliveryId, End end) {
        Notes notes = notes(exchange);
        synchronized (notes) {
            notes.ends.merge(deliveryId, end, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    /** The same for all that this exchange holds. */
    static void settled(Exchange exchange, End end) {
        deliveryIds(exchange).forEach(id -> settled(exchange, id, end));
    }

    /**
     * Whether one that is there {@code times} times stands for what is to be written now: a route may write several rows
     * for one delivery, and each row that is found counts for one of them.
     */
    static boolean isThere(Exchange exchange, Object sink, String key, int times) {
        Notes notes = notes(exchange);
        synchronized (notes) {
            return notes.used.merge(System.identityHashCode(sink) + " " + key, 1, Integer::sum) <= times;
        }
    }

    private static List<String> deliveryIds(Exchange exchange) {
        String destination = exchange.getProperty("relay.destination", String.class);
        return destination != null && exchange.getMessage().getBody() instanceof Batch batch
                ? batch.events().stream()
                        .map(event -> event.id() + "." + destination)
                        .toList()
                : Collections.singletonList(deliveryId(exchange));
    }

    /** The same for every try of a delivery, also when it is one of a batch. */
    static String deliveryId(Exchange exchange) {
        return deliveryId(exchange, exchange.getMessage().getBody());
    }

    /** The same for one item of what the exchange holds. */
    static String deliveryId(Exchange exchange, Object item) {
        String destination = exchange.getProperty("relay.destination", String.class);
        if (destination != null && item instanceof Event event) {
            return event.id() + "." + destination;
        }
        String id = exchange.getProperty("relay.deliveryId", String.class);
        return id == null ? exchange.getExchangeId() : id;
    }

    /** The id of the event an item is, or was made of. */
    static String eventId(Exchange exchange, Object item) {
        return item instanceof Event event
                ? event.id()
                : deliveryId(exchange, item).replaceFirst("\\..*", "");
    }

    private static Notes notes(Exchange exchange) {
        Notes notes = exchange.getProperty(NOTES, Notes.class);
        if (notes == null) {
            notes = new Notes();
            exchange.setProperty(NOTES, notes);
        }
        return notes;
    }
}
