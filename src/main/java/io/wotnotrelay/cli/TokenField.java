package io.wotnotrelay.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/** Puts the token into a body without touching its other bytes. */
final class TokenField {
    private TokenField() {}

    /** @throws Stop when the body is not a JSON object */
    static byte[] into(byte[] body, String token) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        String field =
                "\"token\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(token)) + "\"";
        if (text.isEmpty()) {
            return ("{" + field + "}").getBytes(StandardCharsets.UTF_8);
        }
        if (!text.startsWith("{")) {
            throw new Stop(
                    "A token in the body needs a JSON object to stand in. Choose another place with --token-in.");
        }
        String rest = text.substring(1).stripLeading();
        return ("{" + field + (rest.startsWith("}") ? "" : ",") + rest).getBytes(StandardCharsets.UTF_8);
    }
}
