package io.wotnotrelay.event;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.language.bean.RuntimeBeanExpressionException;
import org.apache.camel.support.ExpressionSupport;
import org.apache.camel.support.LanguageSupport;

/** A path from an event, or a part of one, to a value: null wherever the data has no such step. */
final class EventPath extends ExpressionSupport {
    private final Object root;
    private final List<PathStep> steps;
    private final EventPathLanguage language;

    EventPath(Object root, List<PathStep> steps, EventPathLanguage language) {
        this.root = root;
        this.steps = steps;
        this.language = language;
    }

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> type) {
        Object value = walk(exchange);
        if (type == Object.class || value == null) {
            return type.cast(value);
        }
        return exchange.getContext().getTypeConverter().convertTo(type, exchange, value);
    }

    private Object walk(Exchange exchange) {
        Object at = root;
        boolean data = false;
        for (PathStep step : steps) {
            data |= at instanceof Fields || at instanceof Items;
            at = step.name() == null ? at : named(at, step, data, exchange);
            data |= at instanceof Fields || at instanceof Items;
            at = step.key() == null || at == null ? at : keyed(at, key(step, exchange), exchange);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    /** A step by name. In data a bare name is a member and never a method, so that no template depends on luck. */
    private Object named(Object at, PathStep step, boolean data, Exchange exchange) {
        if (step.call()) {
            return own(at, step.name(), exchange);
        }
        if (at instanceof Fields fields) {
            return fields.find(step.name());
        }
        if (at instanceof Items items) {
            return step.name().equals("size") ? items.size() : null;
        }
        if (data) {
            return null;
        }
        if (RecordParts.ours(at) && !RecordParts.isMethod(at, step.name())) {
            return part(at, step.name(), exchange);
        }
        return own(at, step.name(), exchange);
    }

    /** A misspelt field is the author's mistake and not a matter of data: it is told, with what there is instead. */
    private static Object part(Object record, String name, Exchange exchange) {
        if (RecordParts.has(record, name)) {
            return RecordParts.get(record, name);
        }
        String what = record.getClass().getSimpleName();
        throw new RuntimeBeanExpressionException(
                exchange, what, name, "there is no such field; there are " + RecordParts.names(record));
    }

    private static Object keyed(Object at, String key, Exchange exchange) {
        if (RecordParts.ours(at)) {
            return part(at, key, exchange);
        }
        if (at instanceof Fields fields) {
            return fields.find(key);
        }
        if (at instanceof Map<?, ?> map) {
            return map.get(key);
        }
        return at instanceof List<?> list ? item(list, key) : null;
    }

    private static Object item(List<?> list, String key) {
        boolean fromEnd = key.startsWith("last");
        String digits = fromEnd ? key.substring(4).replace("-", "").strip() : key;
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9') || digits.length() > 9) {
            return null;
        }
        int number = digits.isEmpty() ? 0 : Integer.parseInt(digits);
        int index = fromEnd ? list.size() - 1 - number : number;
        return index >= 0 && index < list.size() ? list.get(index) : null;
    }

    private static String key(PathStep step, Exchange exchange) {
        if (!LanguageSupport.hasSimpleFunction(step.key())) {
            return step.key();
        }
        CamelContext context = exchange.getContext();
        Expression key = context.resolveLanguage("simple").createExpression(step.key());
        key.init(context);
        String found = key.evaluate(exchange, String.class);
        return found == null ? "" : found;
    }

    private Object own(Object at, String step, Exchange exchange) {
        Expression expression = language.own(at, step);
        expression.init(exchange.getContext());
        return expression.evaluate(exchange, Object.class);
    }

    @Override
    protected String assertionFailureMessage(Exchange exchange) {
        return toString();
    }

    @Override
    public String toString() {
        return steps.stream().map(PathStep::text).toList().toString();
    }
}
