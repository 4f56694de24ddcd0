package io.wotnotrelay.log.index;

import java.util.concurrent.locks.LockSupport;

/** Keeps background work to a share of one core by resting after each little piece. */
final class Pace {
    private static final long PIECE_NANOS = 10_000_000;
    private final double share;
    private long began = System.nanoTime();

    Pace(double share) {
        this.share = share;
    }

    void begin() {
        began = System.nanoTime();
    }

    /** Rests when a piece has been done. */
    void rest() {
        long worked = System.nanoTime() - began;
        if (worked >= PIECE_NANOS) {
            LockSupport.parkNanos((long) (worked * (1 / share - 1)));
            began = System.nanoTime();
        }
    }
}
