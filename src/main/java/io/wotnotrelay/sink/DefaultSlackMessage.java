package io.wotnotrelay.sink;

import io.wotnotrelay.event.Batch;
import io.wotnotrelay.event.Event;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** The message of a route that gives no text: who and what, and at the head of a thread where to go on. */
final class DefaultSlackMessage {
    private static final Set<String> OF_A_REPLY = Set.of("File");
    private static final Set<String> OF_A_HEAD = Set.of("Conversation", "Email", "Phone", "File", "Assignee");

    private DefaultSlackMessage() {}

    /** @param reply whether the head of its thread tells the rest already */
    static String of(Exchange exchange, boolean reply) {
        Object body = exchange.getMessage().getBody();
        Set<String> shown = reply ? OF_A_REPLY : OF_A_HEAD;
        if (body instanceof Event event) {
            return message(event, shown);
        }
        if (body instanceof Batch batch) {
            return batch.events().stream().map(e -> message(e, shown)).collect(Collectors.joining("\n\n"));
        }
        String text = exchange.getMessage().getBody(String.class);
        if (text == null || text.isBlank()) {
            throw new UnfitEventException("slack-message-sink has nothing to write: the route holds no event any more;"
                    + " take out the step that changed it, or give the sink a text");
        }
        return SlackText.inert(text);
    }

    private static String message(Event event, Set<String> shown) {
        EventSummary summary = EventSummary.of(event);
        String facts = summary.facts().stream()
                .filter(fact -> shown.contains(fact.name()))
                .map(DefaultSlackMessage::fact)
                .collect(Collectors.joining("\n"));
        return who(summary) + SlackText.inert(summary.what()) + (facts.isEmpty() ? "" : "\n" + facts);
    }

    /** Nobody did what the relay tells of itself. */
    private static String who(EventSummary summary) {
        return summary.who().isEmpty() ? "" : "*" + SlackText.inert(summary.who()) + "*: ";
    }

    /** The conversation's page comes from WotNot; any other address may be a visitor's. */
    private static String fact(EventSummary.Fact fact) {
        boolean conversation = fact.name().equals("Conversation") && SlackText.isAddress(fact.value());
        return conversation
                ? "<" + SlackText.address(fact.value()) + "|Open the conversation>"
                : fact.name() + ": " + SlackText.inert(fact.value());
    }
}
