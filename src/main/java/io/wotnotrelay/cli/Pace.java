package io.wotnotrelay.cli;

import io.wotnotrelay.config.Units;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** So many events in so much time, evenly spread; used by several threads at once. */
final class Pace {
    private final double nanosAnEvent;
    private long next = System.nanoTime();

    private Pace(double nanosAnEvent) {
        this.nanosAnEvent = nanosAnEvent;
    }

    /** As fast as it goes. */
    static Pace unlimited() {
        return new Pace(0);
    }

    /**
     * {@code 50/s}, {@code 60/1m} or {@code 50} for a second.
     *
     * @throws IllegalArgumentException with a sentence
     */
    static Pace of(String text) {
        String[] parts = text.strip().split("/", 2);
        try {
            double events = Double.parseDouble(parts[0].strip());
            String per = parts.length == 1 ? "s" : parts[1].strip();
            Duration time = Units.duration(per.matches("[a-z]+") ? "1" + per : per);
            if (events > 0 && events < 1e9 && !time.isZero()) {
                return new Pace(time.toNanos() / events);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is not a rate: write events per time, such as 50/s or 600/1m.");
    }

    /** Waits for the turn of so many events. */
    void await(int events) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(turn(events) - System.nanoTime());
    }

    private synchronized long turn(int events) {
        // After a pause the rate goes on from now; what was missed is not made up for.
        long turn = Math.max(next, System.nanoTime());
        next = turn + (long) (nanosAnEvent * events);
        return turn;
    }
}
