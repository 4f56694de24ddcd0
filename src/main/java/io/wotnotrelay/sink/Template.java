package io.wotnotrelay.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.Language;

/**
 * A text with Simple expressions in it, compiled once. The author's text arrives exactly as written; what an
 * expression answers is escaped for the target, each answer on its own, and nothing is escaped twice or evaluated again.
 *
 * <p>The text is cut at its expressions here and not by Simple, which would turn {@code \n} in the author's text into a
 * line break. Camel 4.17's Simple expressions are a concatenation of texts and functions, so the cut changes nothing else.
 */
public final class Template {
    /** A piece of the author's text, or an expression. */
    sealed interface Part {
        record Text(String text) implements Part {}

        record Value(String source, Expression expression) implements Part {}
    }

    private static final String[] STARTS = {"${", "$simple{"};

    private final String source;
    private final List<Part> parts;

    private Template(String source, List<Part> parts) {
        this.source = source;
        this.parts = List.copyOf(parts);
    }

    /**
     * @throws IllegalArgumentException with a sentence, when an expression in it makes no sense to Simple
     */
    public static Template of(CamelContext context, String source) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (from < source.length()) {
            int start = start(source, from);
            if (start < 0) {
                parts.add(new Part.Text(source.substring(from)));
                break;
            }
            if (start > from) {
                parts.add(new Part.Text(source.substring(from, start)));
            }
            from = end(source, start);
            parts.add(new Part.Value(source.substring(start, from), compile(context, source.substring(start, from))));
        }
        return new Template(source, parts);
    }

    /** Whether it says the same for every event. */
    public boolean constant() {
        return parts.stream().allMatch(Part.Text.class::isInstance);
    }

    /** As it was written. */
    public String source() {
        return source;
    }

    /**
     * The text for this exchange.
     *
     * @param escape applied to what each expression answers, never to the author's text
     */
    public String write(Exchange exchange, UnaryOperator<String> escape) {
        StringBuilder out = new StringBuilder(source.length() + 64);
        for (Part part : parts) {
            if (part instanceof Part.Value value) {
                String answer = value.expression().evaluate(exchange, String.class);
                out.append(answer == null ? "" : escape.apply(answer));
            } else if (part instanceof Part.Text text) {
                out.append(text.text());
            }
        }
        return out.toString();
    }

    /** The same template with the author's own text changed. */
    Template mapText(UnaryOperator<String> change) {
        return new Template(
                source,
                parts.stream()
                        .map(p -> p instanceof Part.Text t ? new Part.Text(change.apply(t.text())) : p)
                        .toList());
    }

    List<Part> parts() {
        return parts;
    }

    /** Where the next expression starts, or -1. */
    static int start(String text, int from) {
        int first = -1;
        for (String start : STARTS) {
            int at = text.indexOf(start, from);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }
        return first;
    }

    /** The index after the expression that starts at {@code start}; expressions nest and {@code \}} does not end one. */
    static int end(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '$' && start(text, i) == i) {
                depth++;
            } else if (c == '}' && text.charAt(i - 1) != '\\' && --depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("the expression \"" + text.substring(start) + "\" is not closed: add a }");
    }

    static Expression compile(CamelContext context, String expression) {
        Language simple = context.resolveLanguage("simple");
        try {
            Expression compiled = simple.createExpression(expression);
            compiled.init(context);
            return compiled;
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException("the expression \"" + expression + "\" is not understood: " + why, e);
        }
    }
}
