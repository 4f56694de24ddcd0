package io.wotnotrelay.destination.component;

import io.wotnotrelay.destination.failure.BadEventException;

/** The filter of a destination cannot be evaluated on an event. */
final class FilterException extends BadEventException {
    private static final long serialVersionUID = 1L;

    FilterException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
