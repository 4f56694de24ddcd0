package io.wotnotrelay.destination.yaml;

import io.wotnotrelay.config.FileFunction;
import io.wotnotrelay.destination.failure.Redaction;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Camel's {@code {{…}}}, resolved exactly once: what comes out of a secret is never looked into again. {@code
 * {{env:NAME}}} is an environment variable, {@code {{file:PATH}}} the content of a file without its last line break,
 * anything else a property; {@code {{key:default}}} and {@code {{?key}}} as in Camel. A literal {@code {{} is written
 * {@code \{{}.
 */
public final class Placeholders {
    private static final int DEEPEST = 10;

    private final Properties properties;
    private final Map<String, String> environment;
    private final Path home;
    private final FileFunction files;
    private final Redaction redaction;

    /**
     * @param home relative paths of files start here
     * @param redaction is told the values of env and file
     */
    public Placeholders(Properties properties, Map<String, String> environment, Path home, Redaction redaction) {
        this.home = home;
        this.files = new FileFunction(home);
        this.properties = properties;
        this.environment = environment;
        this.redaction = redaction;
    }

    /** A placeholder that has no value. */
    public static final class Unset extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unset(String sentence) {
            super(sentence);
        }
    }

    /**
     * The text with all its placeholders replaced; empty when an optional one ({@code {{?key}}}) is not set.
     *
     * @throws Unset with a sentence that names the key
     */
    public Optional<String> resolve(String text) {
        return resolve(text, 0);
    }

    private Optional<String> resolve(String text, int depth) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("\\{{", at) || text.startsWith("\\}}", at)) {
                out.append(text, at + 1, at + 3);
                at += 3;
            } else if (text.startsWith("{{", at) && text.indexOf("}}", at) > 0) {
                int end = text.indexOf("}}", at);
                Optional<String> value = value(text.substring(at + 2, end).strip(), depth);
                if (value.isEmpty()) {
                    return value;
                }
                out.append(value.get());
                at = end + 2;
            } else {
                out.append(text.charAt(at++));
            }
        }
        return Optional.of(out.toString());
    }

    private Optional<String> value(String expression, int depth) {
        boolean optional = expression.startsWith("?");
        String key = optional ? expression.substring(1) : expression;
        if (key.startsWith("file:")) {
            return Optional.of(secret(file(key.substring("file:".length()))));
        }
        int from = key.startsWith("env:") || key.startsWith("sys:") ? key.indexOf(':') + 1 : 0;
        int colon = key.indexOf(':', from);
        String name = colon < 0 ? key : key.substring(0, colon);
        Optional<String> found =
                find(name, depth).or(() -> colon < 0 ? Optional.empty() : Optional.of(key.substring(colon + 1)));
        if (found.isEmpty() && !optional) {
            throw new Unset("'{{" + name + "}}' has no value; set " + where(name) + ".");
        }
        return found;
    }

    private Optional<String> find(String name, int depth) {
        if (name.startsWith("env:")) {
            return Optional.ofNullable(environment.get(name.substring(4))).map(this::secret);
        }
        if (name.startsWith("sys:")) {
            return Optional.ofNullable(System.getProperty(name.substring(4)));
        }
        String value = properties.getProperty(name);
        if (value == null || depth == DEEPEST) {
            return Optional.empty();
        }
        return resolve(value, depth + 1);
    }

    private static String where(String name) {
        if (name.startsWith("env:")) {
            return "the environment variable " + name.substring(4)
                    + " before the relay starts, or write {{file:PATH}} and put the value into that file";
        }
        return name.startsWith("sys:")
                ? "the system property " + name.substring(4)
                : "the key " + name + " in application.properties";
    }

    private String secret(String value) {
        redaction.hide(value);
        return value;
    }

    private String file(String path) {
        try {
            return files.content(path);
        } catch (IllegalArgumentException e) {
            throw new Unset("'{{file:" + path + "}}' has no value: " + e.getMessage() + " Relative paths start in "
                    + home + ".");
        }
    }
}
