package io.wotnotrelay.lane;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that moves when it is told to: what is waited for, and the wall clock, which may also jump by itself. */
final class HandTime extends Clock {
    private volatile long nanos;
    private volatile long wallOffsetMillis;

    /** Nanoseconds that only go forward. */
    long ticker() {
        return nanos;
    }

    void move(Duration by) {
        nanos += by.toNanos();
    }

    /** The wall clock alone is set. */
    void jump(Duration by) {
        wallOffsetMillis += by.toMillis();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(1_790_000_000_000L + wallOffsetMillis + nanos / 1_000_000);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
