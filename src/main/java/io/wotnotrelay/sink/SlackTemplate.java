package io.wotnotrelay.sink;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * A message of the route's author with expressions in it: the author's own mrkdwn works, and what an expression answers
 * is text; between a {@code <} of the author's and its {@code |} or {@code >} it is the address of a link.
 */
final class SlackTemplate {
    private final Template template;

    /** @throws IllegalArgumentException with a sentence, when an expression in it makes no sense */
    SlackTemplate(CamelContext context, String source) {
        this.template = Template.of(context, source);
    }

    String write(Exchange exchange) {
        StringBuilder out = new StringBuilder(256);
        boolean inAddress = false;
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Part.Text text) {
                out.append(text.text());
                inAddress = endsInAddress(text.text(), inAddress);
            } else if (part instanceof Template.Part.Value value) {
                String answer = value.expression().evaluate(exchange, String.class);
                String known = answer == null ? "" : answer;
                out.append(inAddress ? SlackText.address(known) : SlackText.inert(known));
            }
        }
        return out.toString();
    }

    private static boolean endsInAddress(String text, boolean before) {
        boolean inAddress = before;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            inAddress = c == '<' || inAddress && c != '>' && c != '|';
        }
        return inAddress;
    }
}
