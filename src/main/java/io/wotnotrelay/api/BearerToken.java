package io.wotnotrelay.api;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The console's token, compared in constant time. */
final class BearerToken {
    private static final String SCHEME = "Bearer ";
    private final byte[] digest;

    BearerToken(String token) {
        this.digest = sha256(token);
    }

    boolean in(HttpServerRequest request) {
        String given = request.getHeader("Authorization");
        boolean bearer = given != null && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return MessageDigest.isEqual(
                        digest, sha256(bearer ? given.substring(SCHEME.length()).trim() : ""))
                && bearer;
    }

    private static byte[] sha256(String s) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(s.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
