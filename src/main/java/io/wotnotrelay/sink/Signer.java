package io.wotnotrelay.sink;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Standard Webhooks does (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md):
 * {@code v1,} and the base64 of the HMAC-SHA256 over {@code id.timestamp.body}, one for each secret.
 */
final class Signer {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    private Signer(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * @param secrets one or, during a rotation, several, separated by blanks
     * @throws IllegalArgumentException with a sentence that shows nothing of them
     */
    static Signer of(String secrets) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String secret : secrets.trim().split("\\s+")) {
            keys.add(key(secret));
        }
        return new Signer(List.copyOf(keys));
    }

    private static SecretKeySpec key(String secret) {
        try {
            if (secret.startsWith(PREFIX)) {
                return new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), ALGORITHM);
            }
        } catch (IllegalArgumentException e) {
            // not base64, or nothing: told below, without the text the exception carries
        }
        throw new IllegalArgumentException(
                "it is not " + PREFIX + " followed by base64; make one with: echo whsec_$(openssl rand -base64 32)");
    }

    /** The value of {@code webhook-signature}. */
    String sign(String id, long timestamp, byte[] body) throws GeneralSecurityException {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        StringBuilder signatures = new StringBuilder(64);
        for (SecretKeySpec key : keys) {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            signatures.append(signatures.isEmpty() ? "v1," : " v1,");
            signatures.append(Base64.getEncoder().encodeToString(mac.doFinal(body)));
        }
        return signatures.toString();
    }
}
