package io.wotnotrelay.config;

import java.util.List;
import java.util.regex.Pattern;

/** The typed values of the keys. A wrong one becomes a problem and stands in as its default, so that all are told at once. */
final class Values {
    private static final Pattern MAY_HOLD_A_PASSWORD = Pattern.compile("(?i)password=|://[^/]*@");

    private final Sources sources;
    private final Placeholders placeholders;
    private final List<String> problems;

    Values(Sources sources, Placeholders placeholders, List<String> problems) {
        this.sources = sources;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** The value, or the default (null where there is none). */
    <T> T get(Key<T> key) {
        Raw raw = sources.find(key);
        String text = raw == null ? null : placeholders.resolve(raw);
        if (text == null) {
            return key.standardValue();
        }
        if (text.isBlank() && !"".equals(key.standard())) {
            problems.add(raw.place() + " is set and empty. " + whenEmpty(key));
            return key.standardValue();
        }
        return read(key, raw, text);
    }

    private <T> T read(Key<T> key, Raw raw, String text) {
        try {
            return key.form().read().apply(text);
        } catch (RuntimeException e) {
            String shown = key.secret() || MAY_HOLD_A_PASSWORD.matcher(text).find()
                    ? "the value"
                    : new Raw(raw.key(), text, "").shown();
            problems.add(raw.place() + ": " + shown + " is not " + key.form().is() + ". Write "
                    + key.form().write() + ".");
            return key.standardValue();
        }
    }

    private static String whenEmpty(Key<?> key) {
        if (key.secret()) {
            return "Give it a value, or leave it out.";
        }
        String standard = key.standard() == null ? "" : ", or leave it out for " + key.standard();
        return "Write " + key.form().write() + standard + ".";
    }
}
