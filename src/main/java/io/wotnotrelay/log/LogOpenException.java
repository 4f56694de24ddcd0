package io.wotnotrelay.log;

/** The log cannot be opened. The message is one sentence for the operator: what is wrong, where, what to do. */
public final class LogOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
