package io.wotnotrelay.webhook;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.Settings.TokenPlace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The shared secret of WotNot and the relay. A text is compared by the SHA-256 of both sides, in constant time, against
 * both valid tokens whatever the first comparison said, so that time tells nothing of content or length.
 */
final class Token {
    private static final String BEARER = "bearer ";

    private final byte[] current;
    private final byte[] previous;
    private final Set<TokenPlace> places;

    Token(Settings.Webhook settings) {
        if (settings.token() == null || settings.token().isBlank()) {
            throw new IllegalArgumentException(
                    "relay.webhook.token is empty: anyone could send events. Set a token, or remove the key to have one made.");
        }
        current = hash(settings.token());
        previous = blank(settings.tokenPrevious()) ? current : hash(settings.tokenPrevious());
        places = settings.tokenIn().isEmpty() ? EnumSet.allOf(TokenPlace.class) : EnumSet.copyOf(settings.tokenIn());
    }

    /** Whether an accepted place of the request holds a valid token. */
    boolean in(Incoming incoming, Envelope envelope) {
        boolean found = inHead(incoming.authorizations(), incoming.tokenHeaders(), incoming.tokenParameters());
        found |= accepted(TokenPlace.BODY) && valid(envelope.token());
        return found;
    }

    /** Whether an accepted place of the head holds a valid token: then it need not be waited for the body. */
    boolean inHead(List<String> authorizations, List<String> tokenHeaders, List<String> tokenParameters) {
        boolean found = accepted(TokenPlace.AUTHORIZATION) && anyAuthorization(authorizations);
        found |= accepted(TokenPlace.HEADER) && any(tokenHeaders);
        found |= accepted(TokenPlace.QUERY) && any(tokenParameters);
        return found;
    }

    /** Whether this text is a valid token; null is compared like any other. */
    boolean valid(String text) {
        byte[] given = hash(text == null ? "" : text);
        boolean isCurrent = MessageDigest.isEqual(current, given);
        boolean isPrevious = MessageDigest.isEqual(previous, given);
        return (isCurrent | isPrevious) & text != null;
    }

    private boolean accepted(TokenPlace place) {
        return places.contains(place);
    }

    private boolean any(List<String> texts) {
        boolean found = false;
        for (String text : texts) {
            found |= valid(text);
        }
        return found;
    }

    private boolean anyAuthorization(List<String> values) {
        boolean found = false;
        for (String value : values) {
            boolean bearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
            found |= valid(value)
                    | (bearer && valid(value.substring(BEARER.length()).strip()));
        }
        return found;
    }

    private static byte[] hash(String text) {
        return Digests.shared().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
