package io.wotnotrelay.sink;

import java.io.IOException;

/**
 * The other side cannot do it now, and may another time: the delivery is tried again. The message is a sentence that is
 * shown as it is, so it holds neither secrets nor the event's text.
 */
public final class NotNowException extends IOException {
    private static final long serialVersionUID = 1L;

    public NotNowException(String sentence) {
        super(sentence);
    }

    NotNowException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
