package io.wotnotrelay.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request that came to the endpoint.
 *
 * @param id its {@code webhook-id}, the same on every try of a delivery
 * @param signature what became of checking it
 */
record Hook(String method, String path, String id, Signature signature, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LETTERS_OF_ID = 10;

    /** Whether whoever sent it knows the secret. */
    enum Signature {
        VALID("signature valid"),
        WRONG("SIGNATURE WRONG"),
        NONE("not signed");

        private final String words;

        Signature(String words) {
            this.words = words;
        }
    }

    String line() {
        return Columns.line("%s %s  webhook-id %s  %s  %s"
                .formatted(method, path, Columns.cut(id, LETTERS_OF_ID + 1), signature.words, summary()));
    }

    /** What, who and the text, from the shipped example's body or from a whole event. */
    private String summary() {
        try {
            JsonNode json = JSON.readTree(body);
            return Stream.of(
                            json.path("event").asText(type(json)),
                            json.path("who")
                                    .asText(json.path("visitor").path("name").asText("")),
                            json.path("what").asText(json.path("text").asText("")))
                    .filter(part -> !part.isBlank())
                    .collect(Collectors.joining("  "));
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    private static String type(JsonNode event) {
        return Stream.of("type", "subtype")
                .map(field -> event.path(field).asText(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("."));
    }
}
