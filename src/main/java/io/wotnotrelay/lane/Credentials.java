package io.wotnotrelay.lane;

import java.util.HashMap;
import java.util.Map;

/** The credentials that several lanes use, by the name in their {@code quota}. */
final class Credentials {
    private final Map<String, Credential> shared = new HashMap<>();

    /** The one of a lane with these options. */
    synchronized Credential join(LaneOptions options, Object lane, Runnable wake) {
        Credential credential = options.quota() == null
                ? new Credential()
                : shared.computeIfAbsent(options.quota(), name -> new Credential());
        credential.join(lane, options.rate(), wake);
        return credential;
    }

    /** The lane is closed. */
    synchronized void leave(LaneOptions options, Object lane, Credential credential) {
        credential.leave(lane);
        if (options.quota() != null && credential.isEmpty()) {
            shared.remove(options.quota(), credential);
        }
    }
}
