package io.wotnotrelay.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times, durations and numbers as people say them. */
final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private Words() {}

    static String time(long millis) {
        return TIME.withZone(ZoneOffset.UTC).format(Instant.ofEpochMilli(millis)) + " UTC";
    }

    /** In the time of a place, with its zone. */
    static String time(long millis, ZoneId zone) {
        return TIME.withZone(zone).format(Instant.ofEpochMilli(millis)) + " (" + zone + ")";
    }

    static String iso(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    static String duration(long millis) {
        Duration d = Duration.ofMillis(millis);
        if (d.toHours() >= 48) {
            return d.toDays() + " days";
        }
        if (d.toMinutes() >= 120) {
            return d.toHours() + " hours";
        }
        return d.toSeconds() >= 120 ? d.toMinutes() + " minutes" : d.toSeconds() + " seconds";
    }

    /** {@code 1 event waits}, {@code 12 events wait}. */
    static String waiting(long events) {
        return events == 1 ? "1 event waits" : events + " events wait";
    }

    /** A cause as a sentence of its own: it ends with a stop. */
    static String sentence(String cause) {
        String text = cause == null || cause.isBlank() ? "No cause is known." : cause.strip();
        return text.matches("(?s).*[.!?…]$") ? text : text + ".";
    }

    static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
