package io.wotnotrelay.destination;

import io.wotnotrelay.destination.failure.Redaction;
import io.wotnotrelay.destination.yaml.Place;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line of a file that a finding is about, as it stands there, with dots where a secret stands in the open. */
final class Excerpt {
    /** What is named like a secret: all that follows on the line may be one, also where the file cannot be read. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(?:password|passphrase|secret|token|api-?key|access-?key|private-?key|credential|serviceaccountkey)"
                    + "[\\w-]*[\"']?\\s*[:=]\\s*");

    private static final Pattern PLACEHOLDER = Pattern.compile("[\"']?\\{\\{");

    private Excerpt() {}

    /** Null where the place is the whole file, or there is nothing on the line. */
    static String of(byte[] yaml, Place place, Redaction redaction) {
        if (place.line() < 1) {
            return null;
        }
        return new String(yaml, StandardCharsets.UTF_8)
                .lines()
                .skip(place.line() - 1L)
                .findFirst()
                .map(line -> redaction.line(withoutSecrets(line)))
                .filter(line -> !line.isEmpty())
                .orElse(null);
    }

    private static String withoutSecrets(String line) {
        Matcher secret = SECRET.matcher(line);
        while (secret.find()) {
            String value = line.substring(secret.end());
            boolean nothing = value.isBlank() || value.startsWith("|") || value.startsWith(">");
            if (!nothing && !PLACEHOLDER.matcher(value).lookingAt()) {
                return line.substring(0, secret.end()) + "•••";
            }
        }
        return line;
    }
}
