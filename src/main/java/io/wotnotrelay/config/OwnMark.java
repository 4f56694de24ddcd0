package io.wotnotrelay.config;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The mark of this running relay on the requests its destinations make. A request that comes in with it was made by the
 * relay itself: a destination posts to the relay's own webhook, and each event would become another one, for ever.
 */
public final class OwnMark {
    /** The header field that holds it. */
    public static final String HEADER = "X-WotNot-Relay";

    /** Drawn at the start; it tells nothing and opens nothing. */
    public static final String VALUE = draw();

    private OwnMark() {}

    private static String draw() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
