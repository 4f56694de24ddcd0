package io.wotnotrelay.destination.failure;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a refusal of one of Google's services means, for routes that use Camel's own google components. Beside what a
 * status means everywhere, nothing is found (404) where the configuration names the wrong thing, and older services say
 * 403 for a used-up quota.
 */
final class GoogleFailures {
    private GoogleFailures() {}

    static Failed read(HttpResponseException e, Instant now) {
        int code = e.getStatusCode();
        String after = e.getHeaders() == null ? null : e.getHeaders().getRetryAfter();
        Duration wait = after == null ? null : HttpFailures.retryAfter(Map.of("Retry-After", after), now);
        return new Failed(failure(e, code), code, "Google answered " + code + advice(code), wait);
    }

    private static Failure failure(HttpResponseException e, int code) {
        if (code == 403 && usedUp(e)) {
            return Failure.QUOTA;
        }
        boolean login = code == 400 && !(e instanceof GoogleJsonResponseException);
        return code == 404 || login ? Failure.CONFIGURATION : HttpFailures.failure(code);
    }

    private static boolean usedUp(HttpResponseException e) {
        return e instanceof GoogleJsonResponseException json
                && json.getDetails() != null
                && json.getDetails().getErrors() != null
                && json.getDetails().getErrors().stream()
                        .anyMatch(error -> String.valueOf(error.getReason()).endsWith("ateLimitExceeded"));
    }

    private static String advice(int code) {
        return switch (code) {
            case 401 -> "; correct the credentials.";
            case 403 -> "; share what is written to with the account, or enable the API in its project.";
            case 404 -> "; there is nothing of this id, or it is not shared with the account.";
            default -> ".";
        };
    }
}
