package io.wotnotrelay.log;

/**
 * One authentic HTTP request, or the relay's own events ({@link #own()}).
 *
 * @param id from {@link ReceiptIds}: larger for later requests
 * @param receivedAt epoch milliseconds
 * @param outcome what became of it
 * @param cause a word that says why, where there is something to say ({@code unknown_envelope}); else null
 * @param events how many items it had
 * @param duplicates how many of them the log already held
 */
public record Receipt(long id, long receivedAt, Outcome outcome, String cause, int events, int duplicates) {
    /** What became of a request. */
    public enum Outcome {
        ACCEPTED,
        HANDSHAKE,
        REJECTED
    }

    /** The cause of one that is no request: the relay's own events came with it. */
    public static final String OWN = "relay";

    /** Whether it is no request: the relay's own events came with it. */
    public boolean own() {
        return OWN.equals(cause);
    }

    /** {@code rcp_} and 16 hex digits. */
    public String name() {
        return name(id);
    }

    /** The name of the receipt of this number. */
    public static String name(long id) {
        return "rcp_" + java.util.HexFormat.of().toHexDigits(id);
    }
}
