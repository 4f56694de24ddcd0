package io.wotnotrelay.sink;

import java.net.URI;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * The token endpoint gave no token. To the lane a refusal is a 401 whatever its own status was: it is the destination's
 * login that wants mending, not the event.
 */
final class TokenRefusedException extends HttpOperationFailedException {
    private static final long serialVersionUID = 1L;

    private final int answered;

    TokenRefusedException(URI url, Answer answer) {
        super(
                url.getScheme() + "://" + url.getRawAuthority(),
                status(answer),
                answer.reason(),
                null,
                answer.headers(),
                "");
        this.answered = answer.status();
    }

    private static int status(Answer answer) {
        int status = answer.status();
        boolean passes = status >= 500 || status == 408 || status == 425 || status == 429;
        return passes ? status : 401;
    }

    @Override
    public String getMessage() {
        return "no access token came from " + getUri() + ", which answered " + answered
                + (getStatusCode() == 401 ? ": check tokenUrl, clientId, clientSecret and scope" : "");
    }
}
