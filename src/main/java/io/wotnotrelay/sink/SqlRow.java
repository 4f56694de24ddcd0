package io.wotnotrelay.sink;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * What is to stand in the columns of one row, the key first: null, a text, a number, a truth or a time. Lists and maps
 * are their JSON.
 */
record SqlRow(List<Object> values) {
    /** U+0000 and halves of characters as JSON writes them, which PostgreSQL's jsonb refuses. */
    private static final Pattern UNFIT = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)(?:\\\\u0000"
            + "|\\\\u[dD][89aAbB]\\p{XDigit}{2}(?!\\\\u[dD][c-fC-F])"
            + "|(?<!\\\\u[dD][89aAbB]\\p{XDigit}{2})\\\\u[dD][c-fC-F]\\p{XDigit}{2})");

    /** @param key the key's template; null for the event's id */
    static SqlRow of(Template key, List<Template> others, Exchange exchange) throws IOException {
        List<Object> values = new ArrayList<>();
        Object known =
                key == null ? InDoubt.eventId(exchange, exchange.getMessage().getBody()) : value(key, exchange);
        if (known == null || known.toString().isBlank()) {
            throw new UnfitEventException("the key that sql-table-sink is to write is empty for this event");
        }
        values.add(known);
        for (Template other : others) {
            values.add(value(other, exchange));
        }
        return new SqlRow(values);
    }

    /** One expression answers with a value of its own; a mixture of text and expressions is a text. */
    private static Object value(Template template, Exchange exchange) throws IOException {
        if (template.parts().size() == 1 && template.parts().get(0) instanceof Template.Part.Value only) {
            Object answer = only.expression().evaluate(exchange, Object.class);
            if (answer == null || answer instanceof Number || answer instanceof Boolean || answer instanceof Instant) {
                return answer;
            }
            if (Body.data(answer)) {
                return UNFIT.matcher(JsonValues.text(answer)).replaceAll("$1\ufffd");
            }
        }
        return template.write(exchange, text -> text);
    }
}
