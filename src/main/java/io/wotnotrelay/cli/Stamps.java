package io.wotnotrelay.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Timestamps as WotNot writes them: UTC without a zone, microseconds, no two the same. */
final class Stamps {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private Instant last = Instant.EPOCH;

    Stamps(Clock clock) {
        this.clock = clock;
    }

    synchronized String next() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        return text(last);
    }

    static String text(Instant instant) {
        return FORMAT.format(instant);
    }
}
