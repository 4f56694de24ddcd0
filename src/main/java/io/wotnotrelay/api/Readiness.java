package io.wotnotrelay.api;

import java.util.List;

/** Whether the relay can do its work now; asked on every request to {@code /observe/health/ready}. */
public interface Readiness {
    /** The checks, in the order they are shown. */
    List<Check> checks();

    /**
     * @param name one word
     * @param up whether it is well
     * @param cause a sentence for the person who must act, null when it is well
     */
    record Check(String name, boolean up, String cause) {}
}
