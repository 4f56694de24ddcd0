package io.wotnotrelay.destination.kamelet;

import io.wotnotrelay.destination.component.GivenValues;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parameters of the Kamelet steps of one context, and of its destinations. Camel sends them through an URI; what goes through it here is a
 * token, which no value can be mistaken for.
 */
final class ExactValues implements GivenValues {
    private final Map<String, Object> values = new ConcurrentHashMap<>();
    private final String prefix;

    ExactValues() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        prefix = "exact" + HexFormat.of().formatHex(random) + "x";
    }

    /** Keeps a value (text, list or map) and gives the token for it. */
    String keep(Object value) {
        String token = prefix + values.size();
        values.put(token, value);
        return token;
    }

    /** The value of a token; empty for any other text. */
    @Override
    public Optional<Object> find(Object token) {
        return token instanceof String text ? Optional.ofNullable(values.get(text)) : Optional.empty();
    }
}
