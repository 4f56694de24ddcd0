package io.wotnotrelay;

import io.wotnotrelay.config.Settings;

/** Starts the relay. */
public final class Relay {
    private Relay() {}

    /** Starts everything and returns when the webhook listens. */
    public static RunningRelay start(Settings settings) {
        throw new UnsupportedOperationException("Relay");
    }
}
