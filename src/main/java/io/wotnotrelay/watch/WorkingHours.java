package io.wotnotrelay.watch;

import io.wotnotrelay.config.Settings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** How much of a stretch of time was working time. On the days the clocks change, hours are as long as they are. */
final class WorkingHours {
    /** Before that a stretch is cut off: a silence of a year is long enough. */
    private static final int MOST_DAYS = 400;

    private final Settings.Silence settings;

    WorkingHours(Settings.Silence settings) {
        this.settings = settings;
    }

    ZoneId zone() {
        return settings.zone();
    }

    /** Working time between two moments, in milliseconds. */
    long between(long from, long to) {
        LocalDate last = date(to);
        LocalDate day = date(from).minusDays(1);
        day = day.isBefore(last.minusDays(MOST_DAYS)) ? last.minusDays(MOST_DAYS) : day;
        long sum = 0;
        for (; !day.isAfter(last); day = day.plusDays(1)) {
            sum += settings.days().contains(day.getDayOfWeek()) ? overlap(day, from, to) : 0;
        }
        return sum;
    }

    private long overlap(LocalDate day, long from, long to) {
        LocalTime start = settings.hours().from();
        LocalTime end = settings.hours().to();
        long begins = millis(day, start);
        long ends = millis(end.isAfter(start) ? day : day.plusDays(1), end);
        return Math.max(0, Math.min(to, ends) - Math.max(from, begins));
    }

    private long millis(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(settings.zone()).toInstant().toEpochMilli();
    }

    private LocalDate date(long millis) {
        return Instant.ofEpochMilli(millis).atZone(settings.zone()).toLocalDate();
    }
}
