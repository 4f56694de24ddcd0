package io.wotnotrelay.sink;

import io.wotnotrelay.event.Event;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * A message in Telegram's HTML: the author's tags work, and what an expression answers is text; inside a tag of the
 * author's it is an address.
 */
final class TelegramTemplate {
    /** How long each answer may be, tried in turn until the whole fits. */
    private static final int[] LENGTHS = {3_500, 500, 50};

    private static final Set<String> SHOWN = Set.of("Email", "Phone", "File", "Assignee");

    private final Template template;

    /** @param source null for a message that says who, what, and where to go on */
    TelegramTemplate(CamelContext context, String source) {
        this.template = source == null ? null : Template.of(context, source);
    }

    String write(Exchange exchange) {
        for (int length : LENGTHS) {
            String message = template == null ? standard(exchange, length) : filled(exchange, length);
            if (message.length() <= TelegramText.MOST) {
                return message;
            }
        }
        throw new UnfitEventException(
                "the text is longer than the " + TelegramText.MOST + " characters Telegram takes");
    }

    private String filled(Exchange exchange, int length) {
        StringBuilder out = new StringBuilder(256);
        boolean inTag = false;
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Part.Text text) {
                out.append(text.text());
                int open = text.text().lastIndexOf('<');
                int close = text.text().lastIndexOf('>');
                inTag = open == close ? inTag : open > close;
            } else if (part instanceof Template.Part.Value value) {
                String answer = value.expression().evaluate(exchange, String.class);
                String known = answer == null ? "" : answer;
                out.append(inTag ? TelegramText.attribute(known) : TelegramText.inert(Cell.text(known, length)));
            }
        }
        return out.toString();
    }

    private static String standard(Exchange exchange, int length) {
        if (!(exchange.getMessage().getBody() instanceof Event event)) {
            String text = exchange.getMessage().getBody(String.class);
            return text == null ? "" : TelegramText.inert(Cell.text(text, length));
        }
        EventSummary summary = EventSummary.of(event);
        StringBuilder out = new StringBuilder(256);
        if (!summary.who().isEmpty()) {
            out.append("<b>")
                    .append(TelegramText.inert(Cell.text(summary.who(), 200)))
                    .append("</b>: ");
        }
        out.append(TelegramText.inert(Cell.text(summary.what(), length)));
        for (EventSummary.Fact fact : summary.facts()) {
            if (SHOWN.contains(fact.name())) {
                out.append('\n').append(fact.name()).append(": ");
                out.append(TelegramText.inert(Cell.text(fact.value(), Math.min(length, 300))));
            } else if (fact.name().equals("Conversation") && SlackText.isAddress(fact.value())) {
                String page = TelegramText.attribute(fact.value());
                out.append("\n<a href=\"").append(page).append("\">Open the conversation</a>");
            }
        }
        return out.toString();
    }
}
