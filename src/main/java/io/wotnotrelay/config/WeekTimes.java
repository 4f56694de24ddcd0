package io.wotnotrelay.config;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Hours of a day and days of a week, as people write them. */
final class WeekTimes {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private WeekTimes() {}

    /**
     * {@code 09:00-18:00}, {@code 22:00-06:00} over midnight, {@code 00:00-24:00} all day.
     *
     * @throws RuntimeException when it is none
     */
    static Settings.Hours hours(String s) {
        String[] ends = s.split("-", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("not two times");
        }
        return new Settings.Hours(time(ends[0]), time(ends[1].strip().equals("24:00") ? "00:00" : ends[1]));
    }

    /**
     * {@code mon-fri}, {@code mon,wed,fri}, {@code sat-mon}.
     *
     * @throws RuntimeException when it is none
     */
    static Set<DayOfWeek> days(String s) {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : s.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] ends = part.split("-", -1);
            if (ends.length > 2) {
                throw new IllegalArgumentException("not two days");
            }
            DayOfWeek last = day(ends[ends.length - 1]);
            for (DayOfWeek day = day(ends[0]); day != last; day = day.plus(1)) {
                days.add(day);
            }
            days.add(last);
        }
        return days;
    }

    private static LocalTime time(String s) {
        return LocalTime.parse(s.strip().length() == 4 ? "0" + s.strip() : s.strip());
    }

    private static DayOfWeek day(String s) {
        int at = DAYS.indexOf(s.strip());
        if (at < 0) {
            throw new IllegalArgumentException("not a day");
        }
        return DayOfWeek.of(at + 1);
    }
}
