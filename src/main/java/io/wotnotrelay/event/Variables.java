package io.wotnotrelay.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads variables and the answers that are variables too. */
final class Variables {
    private static final String OPEN = "\u00bf\u00b7";
    private static final String CLOSE = "\u00b7?";
    private static final String USER = "$user.info.";

    private Variables() {}

    /** The name a person gave: WotNot's wrapping {@code ¿·…·?} and a leading {@code $user.info.} taken off. */
    static String name(String wrapped) {
        String name = wrapped;
        if (name.startsWith(OPEN) && name.endsWith(CLOSE) && name.length() >= OPEN.length() + CLOSE.length()) {
            name = name.substring(OPEN.length(), name.length() - CLOSE.length());
        }
        return name.startsWith(USER) ? name.substring(USER.length()) : name;
    }

    /** The value as it came, but null for the text {@code None}, which is how WotNot writes that there is none. */
    static Object value(Object value) {
        return "None".equals(value) ? null : value;
    }

    /** Adds what stands in {@code variables}: a list of {@code name} and {@code value}, or an object of names. */
    static void read(Fields holder, Map<String, Object> into) {
        Object variables = holder.find("variables");
        if (variables instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof Fields variable && variable.text("name") != null) {
                    into.put(name(variable.text("name")), value(variable.find("value")));
                }
            }
        } else if (variables instanceof Fields byName) {
            byName.forEach((name, value) -> into.put(name(name), value(value)));
        }
    }

    /** {@code a = 1; b = 2}; a variable without a value is {@code cleared}. */
    static String changed(Map<String, Object> variables) {
        List<String> parts = new ArrayList<>();
        variables.forEach((name, value) -> {
            String shown = Line.show(value);
            parts.add(shown == null ? name + " cleared" : name + " = " + shown);
        });
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    /** {@code a: 1; b: 2}; null where there is none. */
    static String told(Map<String, Object> variables) {
        List<String> parts = new ArrayList<>();
        variables.forEach((name, value) -> parts.add(answer(name, value)));
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    /** {@code Name: abc}, or {@code Name: (no answer)}. */
    static String answer(String question, Object value) {
        String shown = Line.show(value);
        return question + ": " + (shown == null ? "(no answer)" : shown);
    }
}
