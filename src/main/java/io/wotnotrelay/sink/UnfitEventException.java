package io.wotnotrelay.sink;

/**
 * A sink cannot send this event, and never will: trying again does not help, the delivery is a dead letter at once. The
 * message is a sentence that is shown, so it holds neither secrets nor the event's text.
 */
public final class UnfitEventException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnfitEventException(String sentence) {
        super(sentence);
    }
}
