package io.wotnotrelay.sink;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.event.Event;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * The message of a Teams webhook: an Adaptive Card
 * (learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).
 */
final class TeamsCard {
    /** Bytes of a message are at most 28 KB. */
    private static final int MOST = 28 * 1024;

    /** How long each text may be, tried in turn until the whole fits. */
    private static final int[] LENGTHS = {6_000, 1_000, 100};

    private static final Set<String> SHOWN = Set.of("Email", "Phone", "File", "Assignee");

    private final Template template;

    /** @param source null for a card that says who, what, and where to go on */
    TeamsCard(CamelContext context, String source) {
        this.template = source == null ? null : Template.of(context, source);
    }

    ObjectNode write(Exchange exchange) {
        for (int length : LENGTHS) {
            ObjectNode message = message(exchange, length);
            if (Escape.utf8(message.toString()).length <= MOST) {
                return message;
            }
        }
        throw new UnfitEventException("the card is larger than the 28 KB that Teams takes");
    }

    private ObjectNode message(Exchange exchange, int length) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "message");
        ObjectNode card = message.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .putObject("content")
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4");
        card.putObject("msteams").put("width", "Full");
        ArrayNode body = card.putArray("body");
        if (template == null && exchange.getMessage().getBody() instanceof Event event) {
            standard(event, card, body, length);
        } else {
            text(body, template == null ? held(exchange, length) : filled(exchange, length));
        }
        return message;
    }

    private static void text(ArrayNode body, String text) {
        if (text.isBlank()) {
            throw new UnfitEventException("the text that teams-message-sink is to write is empty for this event");
        }
        body.addObject().put("type", "TextBlock").put("text", text).put("wrap", true);
    }

    private static String held(Exchange exchange, int length) {
        String text = exchange.getMessage().getBody(String.class);
        return text == null ? "" : TeamsText.inert(Cell.text(text, length));
    }

    private String filled(Exchange exchange, int length) {
        StringBuilder out = new StringBuilder(256);
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Part.Text text) {
                out.append(text.text());
            } else if (part instanceof Template.Part.Value value) {
                String answer = value.expression().evaluate(exchange, String.class);
                String known = answer == null ? "" : answer;
                boolean address = out.lastIndexOf("](") >= 0 && out.lastIndexOf("](") > out.lastIndexOf(")");
                out.append(address ? TeamsText.address(known) : TeamsText.inert(Cell.text(known, length)));
            }
        }
        return out.toString();
    }

    private static void standard(Event event, ObjectNode card, ArrayNode body, int length) {
        EventSummary summary = EventSummary.of(event);
        if (!summary.who().isEmpty()) {
            body.addObject()
                    .put("type", "TextBlock")
                    .put("text", TeamsText.inert(Cell.text(summary.who(), 200)))
                    .put("weight", "Bolder")
                    .put("wrap", true);
        }
        text(body, TeamsText.inert(Cell.text(summary.what(), length)));
        ArrayNode facts = JsonNodeFactory.instance.arrayNode();
        for (EventSummary.Fact fact : summary.facts()) {
            if (SHOWN.contains(fact.name())) {
                facts.addObject()
                        .put("title", fact.name())
                        .put("value", TeamsText.inert(Cell.text(fact.value(), Math.min(length, 500))));
            } else if (fact.name().equals("Conversation") && SlackText.isAddress(fact.value())) {
                card.putArray("actions")
                        .addObject()
                        .put("type", "Action.OpenUrl")
                        .put("title", "Open the conversation")
                        .put("url", fact.value().strip());
            }
        }
        if (!facts.isEmpty()) {
            body.addObject().put("type", "FactSet").set("facts", facts);
        }
    }
}
