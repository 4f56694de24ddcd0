package io.wotnotrelay.app;

import java.net.URI;
import java.util.List;

/** A relay that has been started. Closing it stops it: nothing answered 200 is lost. */
public interface RunningRelay extends AutoCloseable {
    /** Where the webhook listens, with the real port. */
    URI webhook();

    /** Where the API listens, with the real port. */
    URI console();

    /** A line for each destination: its name, and its state where it is not running. */
    List<String> destinations();

    /** Returns when the relay has been closed. */
    void await() throws InterruptedException;

    /** Stops it and returns when it has stopped; from any thread, and again without effect. */
    @Override
    void close();
}
