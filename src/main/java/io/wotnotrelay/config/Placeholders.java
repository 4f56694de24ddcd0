package io.wotnotrelay.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code {{env:NAME}}} and {@code {{file:PATH}}} in values. What is not there is a mistake, never an empty text. */
final class Placeholders {
    private static final Pattern ANY = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final Pattern CAMEL_SECRET = Pattern.compile("(?<!\\\\)\\{\\{(env:[^{}:]+|file:[^{}]+)}}");

    private final Map<String, String> environment;
    private final FileFunction files;
    private final List<String> problems;

    Placeholders(Map<String, String> environment, FileFunction files, List<String> problems) {
        this.environment = environment;
        this.files = files;
        this.problems = problems;
    }

    /** The value of one of our keys, or null when a problem was told. */
    String resolve(Raw raw) {
        Matcher m = ANY.matcher(raw.value());
        StringBuilder out = new StringBuilder();
        try {
            while (m.find()) {
                m.appendReplacement(out, Matcher.quoteReplacement(one(m.group(1).strip())));
            }
        } catch (IllegalArgumentException e) {
            problems.add(raw.place() + ": " + e.getMessage());
            return null;
        }
        return m.appendTail(out).toString();
    }

    /** Camel's own keys stay as written, for Camel to resolve; a secret that is not there is told now. */
    void check(Raw camel) {
        Matcher m = CAMEL_SECRET.matcher(camel.value());
        while (m.find()) {
            try {
                one(m.group(1));
            } catch (IllegalArgumentException e) {
                problems.add(camel.place() + ": " + e.getMessage());
            }
        }
    }

    private String one(String inside) {
        int colon = inside.indexOf(':');
        String rest = inside.substring(colon + 1);
        return switch (colon < 0 ? "" : inside.substring(0, colon)) {
            case "env" -> variable(rest);
            case "file" -> files.content(rest);
            default ->
                throw new IllegalArgumentException("{{" + OneLine.of(inside, 100)
                        + "}} is not understood here. Write {{env:NAME}} or {{file:PATH}}.");
        };
    }

    private String variable(String nameAndStandard) {
        int colon = nameAndStandard.indexOf(':');
        String name = colon < 0 ? nameAndStandard : nameAndStandard.substring(0, colon);
        String value = environment.get(name);
        if (value == null) {
            // Camel's {{env:…}} looks for this form too.
            value = environment.get(name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
        }
        if (value == null && colon >= 0) {
            value = nameAndStandard.substring(colon + 1);
        }
        if (value == null) {
            throw new IllegalArgumentException("the environment variable " + OneLine.of(name, 100)
                    + " is not set. Set it before the relay starts.");
        }
        return value;
    }
}
