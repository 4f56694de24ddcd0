package io.wotnotrelay.log.retention;

import io.wotnotrelay.log.LaneRecord;
import java.time.Duration;

/** Where a lane was seen, and for how long it has been there. */
final class Sight {
    /**
     * For this part of the pin a lane must have been seen where it is: one whose relay was off for long gets the time to
     * deliver first, and afterwards events expire together and not one by one.
     */
    private static final int PART = 120;

    private String name;
    private long cursor;
    private long seenAt;
    private long movedAt = Long.MIN_VALUE;
    private Duration age = Duration.ZERO;
    private int warned;

    Sight(LaneRecord lane, long now) {
        this.name = lane.name();
        this.cursor = lane.cursor();
        this.seenAt = now;
    }

    String name() {
        return name;
    }

    /** For how long it has stood still with events waiting. */
    Duration age() {
        return age;
    }

    void see(LaneRecord lane, long waitingSince, long now) {
        name = lane.name();
        if (lane.cursor() != cursor) {
            cursor = lane.cursor();
            seenAt = now;
            movedAt = now;
        }
        age = Duration.ofMillis(Math.max(0, now - Math.max(waitingSince, movedAt)));
    }

    /** What it had not sent has expired up to here: it still stands, and the next ones have come later. */
    void expired(long upTo, long now) {
        cursor = upTo;
        seenAt = now;
    }

    /** Whether it may keep events no longer; {@code place}: where its cursor is now. */
    boolean hasEnded(long place, Duration pin, long now) {
        boolean seenLong = now - seenAt >= pin.dividedBy(PART).toMillis();
        return place == cursor && seenLong && age.compareTo(pin) >= 0;
    }

    /** Whether it has just come past one of these shares of its pin, the largest first. */
    boolean crosses(Duration pin, int[] percents) {
        int reached = 0;
        for (int percent : percents) {
            if (reached == 0 && age.compareTo(pin.multipliedBy(percent).dividedBy(100)) >= 0) {
                reached = percent;
            }
        }
        boolean more = reached > warned;
        warned = reached;
        return more;
    }
}
