package io.wotnotrelay.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON into the values of an event: {@link Fields}, {@link Items}, {@link String}, {@link Number},
 * {@link Boolean}, null. Objects and arrays remember the stretch of text they came from.
 */
final class JsonTree {
    /** Deeper than any item the webhook lets through, and shallow enough for every thread's stack. */
    static final int DEEPEST = 500;

    /** Names are not interned: they come from strangers, and Jackson refuses tables of names that collide. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String text;
    private final JsonParser parser;

    private JsonTree(String text, JsonParser parser) {
        this.text = text;
        this.parser = parser;
    }

    /**
     * The value of exactly one JSON text.
     *
     * @throws IOException if it is not one, or is deeper than {@link #DEEPEST}
     */
    static Object read(String text) throws IOException {
        try (JsonParser parser = parser(text)) {
            Object value = new JsonTree(text, parser).value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON value");
            }
            return value;
        }
    }

    static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    private Object value(JsonToken token) throws IOException {
        if (token == null) {
            throw new IOException("the JSON ends too soon");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumber.of(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw new IOException("unexpected " + token);
        };
    }

    private Fields object() throws IOException {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser.nextToken()));
        }
        return new Fields(members, slice(from));
    }

    private Items array() throws IOException {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        List<Object> values = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            values.add(value(t));
        }
        return new Items(values, slice(from));
    }

    private Slice slice(int from) {
        return new Slice(text, from, (int) parser.currentLocation().getCharOffset());
    }
}
