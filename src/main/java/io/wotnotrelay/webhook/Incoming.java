package io.wotnotrelay.webhook;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * One request as the route gets it: what the relay needs of it and nothing else. No header, no parameter, no path of
 * the HTTP request goes on from here.
 */
final class Incoming {
    private final byte[] body;
    private final List<String> authorizations;
    private final List<String> tokenHeaders;
    private final List<String> tokenParameters;
    private final String client;
    private final long receivedAt;
    private final Executor loop;
    private final boolean ownMark;
    private Runnable late;

    /**
     * @param body never null
     * @param authorizations values of Authorization
     * @param tokenHeaders values of X-WotNot-Token and token
     * @param tokenParameters values of the query parameter token, decoded
     * @param client address of the sender
     * @param receivedAt epoch milliseconds
     * @param loop the one thread that answers this request
     * @param ownMark whether a destination of this relay sent it
     */
    Incoming(
            byte[] body,
            List<String> authorizations,
            List<String> tokenHeaders,
            List<String> tokenParameters,
            String client,
            long receivedAt,
            Executor loop,
            boolean ownMark) {
        this.body = body;
        this.authorizations = authorizations;
        this.tokenHeaders = tokenHeaders;
        this.tokenParameters = tokenParameters;
        this.client = client;
        this.receivedAt = receivedAt;
        this.loop = loop;
        this.ownMark = ownMark;
    }

    byte[] body() {
        return body;
    }

    List<String> authorizations() {
        return authorizations;
    }

    List<String> tokenHeaders() {
        return tokenHeaders;
    }

    List<String> tokenParameters() {
        return tokenParameters;
    }

    String client() {
        return client;
    }

    long receivedAt() {
        return receivedAt;
    }

    /** Whether a destination of this relay sent it ({@link io.wotnotrelay.config.OwnMark}). */
    boolean ownMark() {
        return ownMark;
    }

    /** The one thread that answers this request. */
    Executor loop() {
        return loop;
    }

    /** What to do, on {@link #loop()}, once the sender has waited as long as it shall. Called on any thread. */
    synchronized void whenLate(Runnable action) {
        late = action;
    }

    /** The sender has waited long enough. */
    void late() {
        Runnable action;
        synchronized (this) {
            action = late;
        }
        if (action != null) {
            action.run();
        }
    }
}
