package io.wotnotrelay.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * One address of a route, such as {@code sales@example.com}, {@code Sales <sales@example.com>} or
 * {@code ${body.visitor.email}}. What the author wrote out is parsed at the start; what comes from an event is exactly
 * one address each time, or none.
 */
final class MailboxTemplate {
    private final Template name;
    private final Template address;
    private final String fixed;

    private MailboxTemplate(Template name, Template address, String fixed) {
        this.name = name;
        this.address = address;
        this.fixed = fixed;
    }

    /** @throws IllegalArgumentException with a sentence, when it is no address */
    static MailboxTemplate of(CamelContext context, String source) {
        String text = source.strip();
        int open = text.endsWith(">") ? open(text) : -1;
        String name = open < 0 ? "" : unquoted(text.substring(0, open).strip());
        String inside = open < 0 ? text : text.substring(open + 1, text.length() - 1);
        Template address = Template.of(context, inside.strip());
        String fixed = address.constant() ? Mailbox.address(address.source()) : null;
        if (address.constant() && fixed == null) {
            throw new IllegalArgumentException("\"" + MailText.cut(MailText.line(text), 80)
                    + "\" is no mail address; write sales@example.com or Sales <sales@example.com>");
        }
        return new MailboxTemplate(Template.of(context, name), address, fixed);
    }

    /** Those of a list with commas between, at least one. */
    static List<MailboxTemplate> list(CamelContext context, String source) {
        List<MailboxTemplate> all = new ArrayList<>();
        int start = 0;
        for (int end = comma(source, 0); start <= source.length(); end = comma(source, start)) {
            all.add(of(context, source.substring(start, end)));
            start = end + 1;
        }
        return all;
    }

    /** The next comma that stands neither in an expression nor in quotes, or the end. */
    private static int comma(String text, int from) {
        return find(text, from, ',');
    }

    private static int open(String text) {
        int at = find(text, 0, '<');
        return at == text.length() ? -1 : at;
    }

    private static int find(String text, int from, char wanted) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '$' && Template.start(text, i) == i) {
                i = Template.end(text, i) - 1;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1") : name;
    }

    /** Whether no part of the address comes from an event. */
    boolean fixed() {
        return fixed != null;
    }

    /** What follows the @ of a fixed one. */
    String host() {
        return new Mailbox("", fixed).host();
    }

    /** Without its name; empty where an event has none. */
    String text(Exchange exchange) {
        String text = fixed != null ? fixed : address.write(exchange, UnaryOperator.identity());
        return text.replaceAll("^ +| +$", "");
    }

    /** The mailbox for this exchange; null when it is no address, or none at all. */
    Mailbox mailbox(Exchange exchange) {
        String one = fixed != null ? fixed : Mailbox.strangersAddress(text(exchange));
        return one == null ? null : new Mailbox(name.write(exchange, UnaryOperator.identity()), one);
    }
}
