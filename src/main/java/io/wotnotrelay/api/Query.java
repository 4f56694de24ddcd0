package io.wotnotrelay.api;

import io.vertx.core.MultiMap;
import io.wotnotrelay.config.Nearest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The parameters of a request, each told what is wrong with it. */
final class Query {
    static final int MOST = 500;
    private static final int USUAL = 50;
    private static final int LONGEST = 500;

    private final MultiMap given;

    /** @throws Refusal when a parameter is not one of these, or comes twice */
    Query(MultiMap given, List<String> known) {
        this.given = given;
        for (String name : given.names()) {
            if (!known.contains(name)) {
                throw Refusal.wrong(unknown(name, known));
            }
            if (given.getAll(name).size() > 1) {
                throw Refusal.wrong("The parameter " + name + " is given twice; give it once.");
            }
        }
    }

    private static String unknown(String name, List<String> known) {
        return known.isEmpty()
                ? "This path takes no parameters."
                : "There is no such parameter here. Did you mean " + Nearest.of(name, known) + "? There are: "
                        + String.join(", ", known) + ".";
    }

    /** Null when it is not given. */
    String text(String name) {
        String text = given.get(name);
        if (text != null && (text.isBlank() || text.length() > LONGEST)) {
            throw Refusal.wrong("The parameter " + name + " must have 1 to " + LONGEST
                    + " characters; leave it out where it does not matter.");
        }
        return text;
    }

    int limit() {
        String text = given.get("limit");
        if (text == null) {
            return USUAL;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw Refusal.wrong("The parameter limit must be a number from 1 to " + MOST + "; use next for more.");
    }

    /** Where the list goes on; {@code otherwise} at its start. */
    long after(long otherwise) {
        String text = given.get("after");
        if (text == null) {
            return otherwise;
        }
        try {
            if (text.matches("[0-9]{1,19}")) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw noCursor();
    }

    static Refusal noCursor() {
        return Refusal.wrong("The parameter after is no cursor of this list; take it from next of the page before.");
    }

    /** Epoch milliseconds; null when it is not given. */
    Long time(String name) {
        String text = given.get(name);
        if (text == null) {
            return null;
        }
        try {
            // a + that nobody has encoded arrives as a blank
            Instant time = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            return time.toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw Refusal.wrong("The parameter " + name + " must be a time such as 2026-01-31T09:30:00Z.");
        }
    }

    /** One of these words, in lower case; null when it is not given. */
    <E extends Enum<E>> E word(String name, Class<E> type) {
        String text = given.get(name);
        if (text == null) {
            return null;
        }
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Query::word).toList();
        if (!words.contains(text)) {
            throw Refusal.wrong("The parameter " + name + " must be one of "
                    + words.stream().collect(Collectors.joining(", ")) + ". Did you mean " + Nearest.of(text, words)
                    + "?");
        }
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
