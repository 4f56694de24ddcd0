package io.wotnotrelay.sink;

import java.io.Closeable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.apache.camel.CamelContext;

/** What a webhook shows to be let in: the value of its Authorization header. */
interface Credentials extends Closeable {
    /** The header's value, or null for none. */
    String show(Deadline deadline) throws Exception;

    /** The server refused them (401): whether it is worth showing new ones. */
    default boolean renew(String refused) {
        return false;
    }

    @Override
    default void close() {
        // most hold nothing
    }

    /** At most one of the three ways may be filled in. */
    static Credentials from(CamelContext context, Parameters parameters, Duration timeout) throws Exception {
        String bearer = parameters.secret("bearerToken");
        parameters.secret("password");
        boolean basic = parameters.together("username", "password");
        boolean oauth = parameters.text("tokenUrl") != null || parameters.text("clientId") != null;
        if ((bearer == null ? 0 : 1) + (basic ? 1 : 0) + (oauth ? 1 : 0) > 1) {
            throw parameters.wrong(
                    "bearerToken",
                    "is one of three ways to log in: a bearerToken, username and password, or tokenUrl,"
                            + " clientId and clientSecret; keep one");
        }
        if (oauth) {
            return OAuthToken.from(context, parameters, timeout);
        }
        if (bearer != null) {
            return fixed("Bearer " + token(parameters, "bearerToken"));
        }
        return fixed(basic ? basic(parameters.text("username"), parameters.text("password")) : null);
    }

    /** A secret that a header carries; it must be there. */
    static String token(Parameters parameters, String name) {
        parameters.required(name);
        String value = parameters.secret(name);
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw parameters.wrong(name, "holds a blank, a line break or a letter that no header can carry");
        }
        return value;
    }

    private static Credentials fixed(String value) {
        return deadline -> value;
    }

    /** RFC 7617, in UTF-8. */
    static String basic(String name, String password) {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** A URL that holds no event data. */
    static URI fixedUrl(CamelContext context, Parameters parameters, String name) {
        String text = parameters.required(name);
        return parameters.told(name, () -> {
            if (Template.start(text, 0) >= 0) {
                throw new IllegalArgumentException("it must be written out, without ${…}");
            }
            return TargetUrl.of(context, text).of(null);
        });
    }
}
