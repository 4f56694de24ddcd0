package io.wotnotrelay.destination.component;

import io.wotnotrelay.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExpressionToPredicateAdapter;

/** The {@code filter} option: a Simple predicate that can say why it left an event out. */
final class Filter {
    private static final int LONGEST = 80;

    private final CamelContext context;
    private final String text;
    private final Predicate predicate;
    private final Map<String, Expression> parts = new LinkedHashMap<>();

    Filter(CamelContext context, String text) {
        this.context = context;
        this.text = text.strip();
        Language simple = context.resolveLanguage("simple");
        // Simple takes ${body.x} alone for text: as a predicate it would be true whatever it holds.
        this.predicate = wholePart(this.text)
                ? ExpressionToPredicateAdapter.toPredicate(init(simple.createExpression(this.text)))
                : simple.createPredicate(this.text);
        predicate.init(context);
        placeholders(this.text).forEach(p -> parts.put(p, init(simple.createExpression(p))));
    }

    /** Why the event is left out, or null when it is wanted or the filter fails on it. */
    String rejects(Event event) {
        try {
            Exchange exchange = exchange(event);
            return predicate.matches(exchange) ? null : reason(exchange);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** Fails when the filter cannot be evaluated on this event. */
    void mustWork(Event event) {
        try {
            predicate.matches(exchange(event));
        } catch (RuntimeException e) {
            throw new FilterException("The filter " + text + " fails on this event.", e);
        }
    }

    private Exchange exchange(Event event) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getIn().setBody(event);
        return exchange;
    }

    private String reason(Exchange exchange) {
        String values = parts.entrySet().stream()
                .map(p -> p.getKey() + " = " + value(p.getValue(), exchange))
                .collect(Collectors.joining(", "));
        return text + " → false" + (values.isEmpty() ? "" : " (" + values + ")");
    }

    private static String value(Expression part, Exchange exchange) {
        Object value = part.evaluate(exchange, Object.class);
        if (value == null) {
            return "nothing";
        }
        String line = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
        return "'" + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…") + "'";
    }

    private Expression init(Expression expression) {
        expression.init(context);
        return expression;
    }

    private static boolean wholePart(String text) {
        List<String> parts = placeholders(text);
        return parts.size() == 1 && parts.get(0).equals(text);
    }

    /** The outermost {@code ${…}} of a Simple text. */
    static List<String> placeholders(String text) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                from = depth++ == 0 ? i : from;
            } else if (text.charAt(i) == '}' && depth > 0 && --depth == 0) {
                found.add(text.substring(from, i + 1));
            }
        }
        return found;
    }
}
