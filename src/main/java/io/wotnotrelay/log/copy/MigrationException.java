package io.wotnotrelay.log.copy;

/** A log cannot be copied. The message is a sentence for the operator: what is wrong, where, what to do. */
public final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MigrationException(String message, Throwable cause) {
        super(message, cause);
    }

    public MigrationException(String message) {
        this(message, null);
    }
}
