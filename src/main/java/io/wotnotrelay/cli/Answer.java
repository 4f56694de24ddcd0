package io.wotnotrelay.cli;

import java.time.Duration;

/**
 * What came back for a request.
 *
 * @param status HTTP status; 0 when no answer came
 * @param body the answer's body, or why none came
 * @param time from sending to the whole answer
 * @param problem a sentence when this is not the answer WotNot wants; null when it is
 */
record Answer(int status, String body, Duration time, String problem) {
    boolean good() {
        return problem == null;
    }

    double millis() {
        return time.toNanos() / 1e6;
    }
}
