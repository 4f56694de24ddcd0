package io.wotnotrelay.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them. A number without a unit is a size in bytes and never a duration. */
public final class Units {
    private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)\\s*");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)\\s*([a-z]*)");
    private static final Map<String, Duration> TIMES = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZES = Map.of(
            "", 1L,
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "tb", 1_000_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30,
            "tib", 1L << 40);

    private Units() {}

    /**
     * {@code 48h}, {@code 5s}, {@code 500ms}, {@code 1h30m}; at most 100 years.
     *
     * @throws IllegalArgumentException when it is not a duration
     */
    public static Duration duration(String s) {
        Matcher part = DURATION_PART.matcher(s);
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < s.length()) {
            if (!part.find(at) || part.start() != at) {
                throw new IllegalArgumentException("not a duration");
            }
            sum = sum.plus(TIMES.get(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            at = part.end();
        }
        if (s.isEmpty() || sum.toDays() > 36_500) {
            throw new IllegalArgumentException("not a duration");
        }
        return sum;
    }

    /**
     * {@code 10485760}, {@code 10MiB} (1024s), {@code 10MB} (1000s), {@code 1.5GB}; upper or lower case.
     *
     * @throws RuntimeException when it is not a size
     */
    public static long bytes(String s) {
        Matcher size = SIZE.matcher(s.toLowerCase(Locale.ROOT));
        if (!size.matches() || !SIZES.containsKey(size.group(2))) {
            throw new IllegalArgumentException("not a size");
        }
        return new BigDecimal(size.group(1))
                .multiply(BigDecimal.valueOf(SIZES.get(size.group(2))))
                .longValueExact();
    }
}
