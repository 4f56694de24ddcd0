package io.wotnotrelay.log.retention;

import java.time.Duration;

/** Durations as people say them. */
final class Words {
    private Words() {}

    static String of(Duration duration) {
        long hours = duration.toHours();
        if (hours >= 48) {
            return duration.toDays() + " days";
        }
        return hours >= 2 ? hours + " hours" : duration.toMinutes() + " minutes";
    }
}
