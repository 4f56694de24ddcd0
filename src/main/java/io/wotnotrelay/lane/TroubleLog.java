package io.wotnotrelay.lane;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the operator how a lane fares: the first failure at once, then a line a minute at most, and that it is over. */
final class TroubleLog {
    private static final Logger LOG = LoggerFactory.getLogger(TroubleLog.class);
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final String lane;
    private final LongSupplier ticker;
    private long failures;
    private long dead;
    private long quietUntil;
    private boolean silent = true;

    TroubleLog(String lane, LongSupplier ticker) {
        this.lane = lane;
        this.ticker = ticker;
    }

    /** {@code cause}: of one line. */
    void failed(Result.Failure failure, String cause) {
        failures++;
        if (failure != Result.Failure.PERMANENT && failure != Result.Failure.BAD_EVENT && mayTell()) {
            LOG.warn(
                    "Destination {}: {} of its deliveries failed and will be tried again; the last one: {}",
                    lane,
                    failures,
                    cause);
            failures = 0;
        }
    }

    void dead(long seq, String cause) {
        dead++;
        if (mayTell()) {
            LOG.warn(
                    "Destination {}: {} events were given up on and are dead letters now (bin/relay replay {} sends them"
                            + " again); the last one, event {}: {}",
                    lane,
                    dead,
                    lane,
                    seq,
                    cause);
            dead = 0;
        }
    }

    /** What was in doubt; {@code twice}: somebody may have it twice. */
    void doubted(long seq, boolean twice, String remark) {
        LOG.atLevel(twice ? Level.WARN : Level.INFO).log("Destination {}, event {}: {}.", lane, seq, remark);
    }

    /** The lane no longer runs; {@code what}: how that is said after its name. */
    void stands(String what, String cause) {
        LOG.warn("Destination {} {}: {}", lane, what, cause);
        quietUntil = ticker.getAsLong() + PAUSE;
        silent = false;
    }

    void delivered() {
        if (!silent) {
            silent = true;
            LOG.info("Destination {} delivers.", lane);
        }
    }

    private boolean mayTell() {
        long now = ticker.getAsLong();
        if (quietUntil != 0 && now - quietUntil < 0) {
            return false;
        }
        quietUntil = now + PAUSE;
        silent = false;
        return true;
    }
}
