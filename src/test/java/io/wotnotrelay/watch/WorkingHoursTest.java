package io.wotnotrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.config.Settings;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingHoursTest {
    private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    @ParameterizedTest
    @CsvSource({
        // an afternoon in Berlin is UTC+1 in winter, UTC+2 in summer
        "2026-01-05T08:00:00Z, 2026-01-05T10:00:00Z, 2",
        "2026-01-05T07:00:00Z, 2026-01-05T10:00:00Z, 2",
        "2026-07-06T07:00:00Z, 2026-07-06T10:00:00Z, 3",
        // from Friday 17:00 to Monday 10:00
        "2026-01-09T16:00:00Z, 2026-01-12T09:00:00Z, 2",
        // the same over the change of the clocks on 29 March
        "2026-03-27T16:00:00Z, 2026-03-30T08:00:00Z, 2",
        // a weekend
        "2026-01-10T00:00:00Z, 2026-01-11T20:00:00Z, 0",
        // a week
        "2026-01-05T00:00:00Z, 2026-01-12T00:00:00Z, 45",
        // nothing, and the wrong way round
        "2026-01-05T10:00:00Z, 2026-01-05T10:00:00Z, 0",
        "2026-01-05T12:00:00Z, 2026-01-05T10:00:00Z, 0",
    })
    void onlyWorkingHoursOfTheZoneCount(Instant from, Instant to, long hours) {
        assertThat(hours("09:00", "18:00", WEEK, "Europe/Berlin", from, to)).isEqualTo(hours * 3_600_000);
    }

    @ParameterizedTest
    @CsvSource({
        // the day the clocks go forward has 23 hours, the day they go back 25
        "2026-03-29, 2026-03-30, 23",
        "2026-10-25, 2026-10-26, 25",
        "2026-01-05, 2026-01-06, 24",
    })
    void aDayIsAsLongAsItIs(String day, String next, long hours) {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Instant from = java.time.LocalDate.parse(day).atStartOfDay(zone).toInstant();
        Instant to = java.time.LocalDate.parse(next).atStartOfDay(zone).toInstant();
        assertThat(hours("00:00", "00:00", EnumSet.allOf(DayOfWeek.class), "Europe/Berlin", from, to))
                .isEqualTo(hours * 3_600_000);
    }

    @ParameterizedTest
    @CsvSource({
        // the night that begins on Friday is worked to its end, the one that begins on Saturday is not
        "2026-01-09T20:00:00Z, 2026-01-10T12:00:00Z, 8",
        "2026-01-10T20:00:00Z, 2026-01-11T12:00:00Z, 0",
        "2026-01-06T02:00:00Z, 2026-01-06T05:00:00Z, 3",
    })
    void hoursMayGoOverMidnight(Instant from, Instant to, long hours) {
        assertThat(hours("22:00", "06:00", WEEK, "UTC", from, to)).isEqualTo(hours * 3_600_000);
    }

    private static long hours(String begin, String end, Set<DayOfWeek> days, String zone, Instant from, Instant to) {
        Settings.Hours hours = new Settings.Hours(LocalTime.parse(begin), LocalTime.parse(end));
        return new WorkingHours(new Settings.Silence(null, hours, days, ZoneId.of(zone)))
                .between(from.toEpochMilli(), to.toEpochMilli());
    }
}
