package io.wotnotrelay.destination.component;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What somebody may have meant who wrote a time, an amount or a schedule in another way than it can be read. */
final class Mended {
    private static final List<Word> WORDS = List.of(
            new Word("milliseconds?|millis|msecs?", "ms"),
            new Word("seconds?|secs?", "s"),
            new Word("minutes?|mins?", "m"),
            new Word("hours?|hrs?", "h"),
            new Word("days?", "d"),
            new Word("\\s+(?:per|a|an|every|in)\\s+", "/"));
    private static final Pattern ONE = Pattern.compile("/\\s*(?=[a-z])");
    private static final Pattern BETWEEN = Pattern.compile("(?<=\\d)\\s+(?=[a-z])|\\s*/\\s*");
    private static final Pattern COMMAS = Pattern.compile("[\\s,;]+");

    private record Word(Pattern written, String unit) {
        Word(String written, String unit) {
            this(Pattern.compile(written.startsWith("\\s") ? written : "(?<![a-z])(?:" + written + ")(?![a-z])"), unit);
        }
    }

    private Mended() {}

    /** {@code  Did you mean '60/1m'?} where that can be read, else nothing. */
    static String hint(String value, Predicate<String> canBeRead) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        for (Word word : WORDS) {
            text = word.written.matcher(text).replaceAll(word.unit);
        }
        text = ONE.matcher(text).replaceAll("/1");
        text = BETWEEN.matcher(text).replaceAll(m -> m.group().contains("/") ? "/" : "");
        text = COMMAS.matcher(text).replaceAll(",");
        text = text.replaceAll("^,|,$", "");
        return !text.equals(value) && canBeRead.test(text) ? " Did you mean '" + text + "'?" : "";
    }
}
