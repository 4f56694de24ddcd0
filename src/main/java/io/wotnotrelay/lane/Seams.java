package io.wotnotrelay.lane;

import io.wotnotrelay.log.StoredEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a lane takes from outside and tests may replace.
 *
 * @param conversation the key of an event's conversation, null or blank for none
 * @param clock the wall clock: only for times that are written down
 * @param ticker nanoseconds that only go forward, from 0: for everything that is waited for
 * @param random from 0 to 1, for jitter
 * @param lazyCursor how long a cursor that moved without outcomes may stay unwritten
 */
record Seams(
        Function<StoredEvent, String> conversation,
        Clock clock,
        LongSupplier ticker,
        DoubleSupplier random,
        Duration lazyCursor) {
    static Seams of(Clock clock) {
        long start = System.nanoTime();
        return new Seams(
                StoredEvent::conversation,
                clock,
                () -> System.nanoTime() - start,
                () -> ThreadLocalRandom.current().nextDouble(),
                Duration.ofSeconds(1));
    }
}
