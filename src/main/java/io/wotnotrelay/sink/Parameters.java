package io.wotnotrelay.sink;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.TimeUtils;

/**
 * The values a route gave to a sink's Kamelet, as they arrived. Every complaint is a {@link ParameterException}
 * whose sentence names the sink and the parameter, and never the value of a secret.
 */
final class Parameters {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(B|KB|MB|GB|)", Pattern.CASE_INSENSITIVE);

    private final String sink;
    private final Map<String, Object> values;

    Parameters(String sink, Map<String, Object> values) {
        this.sink = sink;
        this.values = values == null ? Map.of() : values;
    }

    /** Those of the Kamelet whose route has this id. */
    static Parameters of(String sink, CamelContext context, String routeId) {
        RouteDefinition route = ((ModelCamelContext) context).getRouteDefinition(routeId);
        return new Parameters(sink, route == null ? null : route.getTemplateParameters());
    }

    /** What arrived, a YAML map or list as such; null where there is none. */
    Object value(String name) {
        return values.get(name);
    }

    /** The text, or null where there is none or a blank one. */
    String text(String name) {
        Object value = values.get(name);
        String text = value == null ? "" : value.toString();
        return text.isBlank() ? null : text;
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw wrong(name, "is missing");
        }
        return text;
    }

    /** A text that must not be blank once it is there: an unset secret must not mean no security. */
    String secret(String name) {
        if (values.get(name) != null && text(name) == null) {
            throw wrong(name, "is empty: give it a value or take the line out");
        }
        String text = text(name);
        return text == null ? null : text.trim();
    }

    /** Both or neither. */
    boolean together(String one, String other) {
        if ((text(one) == null) != (text(other) == null)) {
            throw wrong(text(one) == null ? one : other, "is missing: " + one + " and " + other + " go together");
        }
        return text(one) != null;
    }

    /** Such as {@code 10s}, {@code 1m30s} or {@code 500ms}; a bare number is milliseconds. */
    Duration duration(String name, String otherwise) {
        String text = text(name, otherwise).trim();
        try {
            long millis = TimeUtils.toMilliSeconds(text);
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (RuntimeException e) {
            // told below, in the words of this project
        }
        throw wrong(name, "is \"" + text + "\", which is not a time such as 10s or 1m");
    }

    /** Bytes, such as {@code 100MB}; a KB is 1024 bytes. */
    long size(String name, String otherwise) {
        String text = text(name, otherwise).trim();
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches() || Long.parseLong(parts.group(1)) == 0) {
            throw wrong(name, "is \"" + text + "\", which is not a size such as 100MB");
        }
        int power = "KMG".indexOf((parts.group(2).toUpperCase(Locale.ROOT) + " ").charAt(0)) + 1;
        return Math.multiplyExact(Long.parseLong(parts.group(1)), 1L << (10 * power));
    }

    int number(String name, int otherwise) {
        String text = text(name, String.valueOf(otherwise)).trim();
        if (!text.matches("\\d{1,9}")) {
            throw wrong(name, "is \"" + text + "\", which is not a whole number");
        }
        return Integer.parseInt(text);
    }

    boolean flag(String name, boolean otherwise) {
        String text = text(name, String.valueOf(otherwise)).trim();
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(name, "is \"" + text + "\", which is neither true nor false");
        }
        return Boolean.parseBoolean(text);
    }

    /** A YAML map, or a text of one {@code name: value} a line. */
    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        if (values.get(name) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> map.put(String.valueOf(key), value == null ? "" : value.toString()));
            return map;
        }
        for (String line : text(name, "").lines().filter(l -> !l.isBlank()).toList()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw wrong(name, "has a line without a colon; write \"name: value\"");
            }
            map.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
        }
        return map;
    }

    /** A template, or null. */
    Template template(CamelContext context, String name) {
        String text = text(name);
        return text == null ? null : told(name, () -> Template.of(context, text));
    }

    /** Runs {@code making}; its complaint is told as one about this parameter. */
    <T> T told(String name, java.util.function.Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(sink, name, name + ": " + e.getMessage(), e);
        }
    }

    IllegalArgumentException wrong(String name, String what) {
        return new ParameterException(sink, name, name + " " + what, null);
    }
}
