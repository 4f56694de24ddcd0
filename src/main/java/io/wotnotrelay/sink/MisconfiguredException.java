package io.wotnotrelay.sink;

/**
 * Nothing can be delivered until someone mends the destination or what it writes to: the lane is held. The message is a
 * sentence that says what to mend, without secrets and without the event's text.
 */
public final class MisconfiguredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    MisconfiguredException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** The status of HTTP that told so; 0 where none did. */
    public int status() {
        return status;
    }
}
