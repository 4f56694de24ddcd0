package io.wotnotrelay.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The API's JSON: records as they are declared, times as ISO-8601 in UTC. */
final class Json {
    private static final int DEPTH = 5;

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEPTH).build());
    }

    private Json() {}

    /** In UTF-8. Half a surrogate pair, which visitors can send but UTF-8 cannot carry, becomes a replacement mark. */
    static byte[] write(Object answer) {
        try {
            return whole(MAPPER.writeValueAsString(answer)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws Refusal when it is not one JSON object with just the members of the record */
    static <T> T read(byte[] body, Class<T> type, String shape) {
        try {
            T read = MAPPER.readValue(body, type);
            if (read != null) {
                return read;
            }
        } catch (java.io.IOException e) {
            // told below, without a word of the body
        }
        throw Refusal.wrong("The body must be JSON of this shape: " + shape + ".");
    }

    private static String whole(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                out = out == null ? new StringBuilder(text) : out;
                out.setCharAt(i, '\ufffd');
            }
        }
        return out == null ? text : out.toString();
    }
}
