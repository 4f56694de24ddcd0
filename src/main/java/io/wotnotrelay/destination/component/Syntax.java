package io.wotnotrelay.destination.component;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Numbers, times and amounts as people write them in a destination file. */
final class Syntax {
    private static final Pattern TIME =
            Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,8})s)?(?:(\\d{1,10})ms)?");
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,7})\\s*/\\s*(\\S+)");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,12}");

    private Syntax() {}

    /** So many in so much time. */
    record Amount(int count, Duration time) {}

    static int whole(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new OptionException(
                option, option + ": '" + value + "' is not a whole number from " + least + " to " + most + ".");
    }

    static long millis(String option, String value) {
        return time(option, value, value, "10s, 15m or 4h").toMillis();
    }

    static Amount amount(String option, String value, String example) {
        Matcher m = AMOUNT.matcher(value.strip());
        int count = m.matches() ? Integer.parseInt(m.group(1)) : 0;
        if (count == 0) {
            throw wrong(option, value, example);
        }
        return new Amount(count, time(option, value, m.group(2), example));
    }

    static List<Duration> schedule(String option, String value) {
        if (value == null || value.isBlank()) {
            return List.of();
        }
        return Stream.of(value.split(",", -1))
                .map(t -> time(option, value, t, "30s,5m,1h"))
                .toList();
    }

    private static Duration time(String option, String value, String time, String example) {
        String text = time.strip();
        // A bare number is milliseconds everywhere in Camel.
        if (MILLIS.matcher(text).matches() && Long.parseLong(text) > 0) {
            return Duration.ofMillis(Long.parseLong(text));
        }
        Matcher m = TIME.matcher(text);
        Duration sum = m.matches() ? sum(m) : Duration.ZERO;
        if (sum.isZero()) {
            throw wrong(option, value, example);
        }
        return sum;
    }

    private static Duration sum(Matcher m) {
        return Duration.ofDays(part(m, 1))
                .plusHours(part(m, 2))
                .plusMinutes(part(m, 3))
                .plusSeconds(part(m, 4))
                .plusMillis(part(m, 5));
    }

    private static long part(Matcher m, int group) {
        return m.group(group) == null ? 0 : Long.parseLong(m.group(group));
    }

    private static OptionException wrong(String option, String value, String example) {
        return new OptionException(
                option, option + ": '" + value + "' cannot be understood; write it like " + example + ".");
    }
}
