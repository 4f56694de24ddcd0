package io.wotnotrelay.sink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * What one run of a route sent, and what it was answered; kept only where somebody asked for it, to test a destination.
 * A sink tells what it sends in its own words ({@link #show}); of one that does not, what its HTTP client sends is taken.
 */
public final class Sent {
    /** Exchange property: where what is sent is kept; copies of the exchange share it. */
    private static final String PROPERTY = "relay.sent";

    private static final int LONGEST = 10_000;
    private static final int MOST = 50;
    private static final ThreadLocal<Sent> HERE = new ThreadLocal<>();

    /** The sinks that show what they send, and stop before it where nothing is to be sent. */
    public static final Set<String> STOPPING = Set.of(
            "csv-file-sink",
            "email-alert-sink",
            "google-sheets-row-sink",
            "hubspot-contact-sink",
            "jsonl-file-sink",
            "slack-message-sink",
            "sql-table-sink",
            "webhook-sink");

    private final List<Message> messages = new ArrayList<>();
    private final boolean rehearsal;
    private boolean told;

    /** For what is sent. */
    public Sent() {
        this(false);
    }

    /** @param rehearsal whether nothing is to be sent: it is only shown */
    public Sent(boolean rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** A part of a message, such as its subject. */
    public record Part(String name, String text) {}

    /**
     * One message.
     *
     * @param by what sent it: a sink, or a method and a server
     * @param answer what the receiver said, in a sentence; null where nobody has told
     */
    public record Message(String by, List<Part> parts, String answer) {}

    /** Before the route runs, in the thread that will run it; {@link #done} must follow. */
    public void begin(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
        HERE.set(this);
    }

    /** After the route ran, in the same thread. */
    public void done() {
        HERE.remove();
    }

    /** All messages, in their order. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** What is kept for this exchange; null where nobody asked. */
    public static Sent of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Sent.class);
    }

    /**
     * Before a sink sends something.
     *
     * @param parts names and texts in turn; what has no text is left out
     */
    static void show(Exchange exchange, String sink, Supplier<List<String>> parts) {
        Sent sent = of(exchange);
        if (sent != null) {
            sent.add(sink, parts.get());
            sent.told = true;
        }
    }

    /** Whether a sink that has shown what it would send is to leave it at that. */
    static boolean stops(Exchange exchange) {
        Sent sent = of(exchange);
        return sent != null && sent.rehearsal;
    }

    /** Whether nothing is to be sent. */
    public boolean isRehearsal() {
        return rehearsal;
    }

    /** After the receiver has answered. */
    static void answered(Exchange exchange, String sentence) {
        Sent sent = of(exchange);
        if (sent != null) {
            sent.answer(sentence);
            sent.told = false;
        }
    }

    /** Before a request goes out in this thread. One that a sink has shown is not shown again. */
    static void request(String method, String server, String contentType, byte[] body) {
        Sent sent = HERE.get();
        // a form is how a token is asked for: what it holds are secrets
        boolean form = contentType != null && contentType.startsWith("application/x-www-form-urlencoded");
        if (sent != null && !form && !sent.told) {
            sent.add(method + " " + server, List.of("Body", new String(body, StandardCharsets.UTF_8)));
        }
    }

    /** After it was answered. */
    static void answered(String sentence) {
        Sent sent = HERE.get();
        if (sent != null) {
            sent.answer(sentence);
        }
    }

    /** {@code parts}: names and texts in turn; what has no text is left out. */
    public synchronized void add(String by, List<String> parts) {
        List<Part> all = new ArrayList<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            String text = parts.get(i + 1);
            if (text != null && !text.isEmpty()) {
                all.add(new Part(parts.get(i), text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…"));
            }
        }
        if (messages.size() < MOST) {
            messages.add(new Message(by, List.copyOf(all), null));
        }
    }

    private synchronized void answer(String sentence) {
        if (!messages.isEmpty()) {
            Message last = messages.remove(messages.size() - 1);
            messages.add(new Message(last.by(), last.parts(), sentence));
        }
    }
}
