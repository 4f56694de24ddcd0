package io.wotnotrelay.log;

/**
 * Another replica runs this lane now: nothing of what was to be written of it was kept. Whoever ran it here stops at
 * once, without another try.
 */
public final class LaneLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LaneLostException(String message) {
        super(message);
    }
}
