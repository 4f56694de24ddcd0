package io.wotnotrelay.destination.failure;

/**
 * A step cannot handle this event, and never will: the delivery becomes a dead letter at once. For our own sinks; the
 * message is a sentence that is shown, so it must hold neither secrets nor the event's text.
 */
public class BadEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadEventException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
