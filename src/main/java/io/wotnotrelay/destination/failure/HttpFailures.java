package io.wotnotrelay.destination.failure;

import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;

/** What a status of HTTP means for a delivery (RFC 9110 section 15, RFC 6585 section 4). */
final class HttpFailures {
    /** RFC 5842 section 7.2; also what this relay's own webhook answers its destinations. */
    private static final int LOOP = 508;

    private static final Duration LONGEST = Duration.ofDays(7);

    private HttpFailures() {}

    static Failed read(HttpOperationFailedException e, Instant now) {
        int code = e.getStatusCode();
        Failure failure = failure(code);
        Duration wait = retryAfter(e.getResponseHeaders(), now);
        // Only the server: paths of Slack and others are the secret itself.
        String cause = Redaction.server(e.getUri()) + " answered " + code + phrase(e) + advice(code);
        return new Failed(failure, code, cause, wait);
    }

    static Failure failure(int code) {
        if (code == 429) {
            return Failure.QUOTA;
        }
        if (code == 401 || code == 403 || code == 407 || code == LOOP || code < 400) {
            return Failure.CONFIGURATION;
        }
        return code == 408 || code == 425 || code >= 500 ? Failure.TRANSIENT : Failure.PERMANENT;
    }

    private static String advice(int code) {
        if (code < 400) {
            return "; redirects are not followed, so write the address it leads to.";
        }
        if (code == LOOP) {
            return "; it leads back to where the request came from, so give the destination another address.";
        }
        return code == 401 || code == 403 ? "; correct the credentials or their rights." : ".";
    }

    private static String phrase(HttpOperationFailedException e) {
        String text = e.getStatusText();
        return text == null || text.isBlank() || text.length() > 60 ? "" : " " + text.replaceAll("\\p{Cntrl}", " ");
    }

    /** Retry-After in seconds or as an HTTP date (RFC 9110 section 10.2.3); null where there is none to be understood. */
    static Duration retryAfter(Map<String, String> headers, Instant now) {
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(h -> h.getKey() != null && h.getKey().equalsIgnoreCase("Retry-After"))
                .map(h -> wait(h.getValue(), now))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Duration wait(String value, Instant now) {
        String text = value == null ? "" : value.strip();
        if (text.matches("\\d{1,10}")) {
            return atMost(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return then.isBefore(now) ? Duration.ZERO : atMost(Duration.between(now, then));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A destination must not be able to put a lane to sleep for years. */
    private static Duration atMost(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
