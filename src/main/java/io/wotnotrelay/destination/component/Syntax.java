package io.wotnotrelay.destination.component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        Duration time = readTime(value);
        if (time == null) {
            throw wrong(option, value, "10s, 15m or 4h", text -> readTime(text) != null);
        }
        return time.toMillis();
    }

    static Amount amount(String option, String value, String example) {
        Amount amount = readAmount(value);
        if (amount == null) {
            throw wrong(option, value, example, text -> readAmount(text) != null);
        }
        return amount;
    }

    static List<Duration> schedule(String option, String value) {
        if (value == null || value.isBlank()) {
            return List.of();
        }
        List<Duration> schedule = readSchedule(value);
        if (schedule == null) {
            throw wrong(option, value, "30s,5m,1h", text -> readSchedule(text) != null);
        }
        return schedule;
    }

    /** Null when it cannot be understood, as with those below. */
    private static Amount readAmount(String value) {
        Matcher m = AMOUNT.matcher(value.strip());
        int count = m.matches() ? Integer.parseInt(m.group(1)) : 0;
        Duration time = count == 0 ? null : readTime(m.group(2));
        return time == null ? null : new Amount(count, time);
    }

    private static List<Duration> readSchedule(String value) {
        List<Duration> times = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            times.add(readTime(part));
        }
        return times.contains(null) ? null : times;
    }

    private static Duration readTime(String time) {
        String text = time.strip();
        // A bare number is milliseconds everywhere in Camel.
        if (MILLIS.matcher(text).matches() && Long.parseLong(text) > 0) {
            return Duration.ofMillis(Long.parseLong(text));
        }
        Matcher m = TIME.matcher(text);
        Duration sum = m.matches() ? sum(m) : Duration.ZERO;
        return sum.isZero() ? null : sum;
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

    private static OptionException wrong(String option, String value, String example, Predicate<String> canBeRead) {
        return new OptionException(
                option,
                option + ": '" + value + "' cannot be understood; write it like " + example + "."
                        + Mended.hint(value, canBeRead));
    }
}
