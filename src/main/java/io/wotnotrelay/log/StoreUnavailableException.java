package io.wotnotrelay.log;

/** The store cannot take events now: disk full or unwritable, below its free-space limit, failing, or closing. Nothing of the request was kept; it may be sent again. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
