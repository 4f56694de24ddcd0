package io.wotnotrelay.log;

/** A backup cannot be made or restored. The message is one sentence for the operator: what is wrong, where, what to do. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BackupException(String message, Throwable cause) {
        super(message, cause);
    }

    public BackupException(String message) {
        this(message, null);
    }
}
