package io.wotnotrelay.sink;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 of a request to S3 whose body is known (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 * Our own, since Amazon's SDK would be 10 MB for one kind of request; the examples of that page test it.
 */
record AwsSignature(String accessKeyId, String secretAccessKey, String region) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A record prints its parts, and this one holds a secret. */
    @Override
    public String toString() {
        return "signature of " + accessKeyId;
    }

    static String time(Instant now) {
        return TIME.format(now);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The value of the Authorization header.
     *
     * @param path encoded as it is sent; there is no query
     * @param headers all that are to be signed, host, x-amz-date and x-amz-content-sha256 among them
     */
    String authorization(String method, String path, Map<String, String> headers) {
        SortedMap<String, String> sorted = new TreeMap<>();
        headers.forEach((name, value) ->
                sorted.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
        StringBuilder lines = new StringBuilder(256);
        sorted.forEach(
                (name, value) -> lines.append(name).append(':').append(value).append('\n'));
        String names = String.join(";", sorted.keySet());
        String request =
                method + '\n' + path + "\n\n" + lines + '\n' + names + '\n' + sorted.get("x-amz-content-sha256");
        String time = sorted.get("x-amz-date");
        String scope = time.substring(0, 8) + '/' + region + "/s3/aws4_request";
        String toSign =
                ALGORITHM + '\n' + time + '\n' + scope + '\n' + sha256(request.getBytes(StandardCharsets.UTF_8));
        return ALGORITHM + " Credential=" + accessKeyId + '/' + scope + ",SignedHeaders=" + names + ",Signature="
                + HexFormat.of().formatHex(hmac(key(time.substring(0, 8)), toSign));
    }

    private byte[] key(String day) {
        byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
        return hmac(hmac(hmac(hmac(key, day), region), "s3"), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
