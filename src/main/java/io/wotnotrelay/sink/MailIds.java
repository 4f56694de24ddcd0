package io.wotnotrelay.sink;

import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.camel.Exchange;

/** What a mail is known by: its Message-ID, and the thread it stands in (RFC 5322 section 3.6.4). */
final class MailIds {
    /** How many mails this run of the route has made before. */
    private static final String MAILS = "relay.mails";

    private MailIds() {}

    /**
     * {@code <delivery id@host>}: the same on every try and replay. A second mail of one delivery has a number before the
     * {@code @}: mailboxes drop a mail whose id they have seen.
     */
    static String message(Exchange exchange, String host) {
        int before = exchange.getProperty(MAILS, 0, Integer.class);
        exchange.setProperty(MAILS, before + 1);
        return "<" + atom(delivery(exchange)) + (before == 0 ? "" : "." + (before + 1)) + "@" + host + ">";
    }

    private static String delivery(Exchange exchange) {
        String id = exchange.getProperty("relay.deliveryId", String.class);
        if (id != null) {
            return id;
        }
        List<Event> events = events(exchange);
        return events.isEmpty() ? exchange.getExchangeId() : events.get(0).id();
    }

    private static String atom(String id) {
        String atom = id.replaceAll("[^A-Za-z0-9_-]+", ".").replaceAll("^\\.+|\\.+$", "");
        return atom.isEmpty() ? "mail" : atom;
    }

    /** The id all mails of a conversation and a destination refer to; null where there is no one conversation. */
    static String thread(Exchange exchange, String host) {
        List<String> keys = events(exchange).stream()
                .map(event -> event.conversation().key())
                .distinct()
                .toList();
        if (keys.size() != 1 || keys.get(0) == null || keys.get(0).isEmpty()) {
            return null;
        }
        String destination = exchange.getProperty("relay.destination", "relay", String.class);
        return "<" + hash(keys.get(0)) + "." + atom(destination) + "@" + host + ">";
    }

    /** A key may hold anything, an id may not. */
    private static String hash(String key) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return "conversation-" + HexFormat.of().formatHex(sha.digest(key.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static List<Event> events(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Batch batch) {
            return batch.events();
        }
        return body instanceof Event event ? List.of(event) : List.of();
    }
}
