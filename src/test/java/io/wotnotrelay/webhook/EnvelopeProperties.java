package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.log.NewEvent;
import io.wotnotrelay.webhook.Envelope.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The relay's reader of requests against Jackson's tree, which reads the items later: they must agree on every byte. */
class EnvelopeProperties {
    private static final ObjectMapper JACKSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(1_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Property(tries = 4_000)
    void anyBytesAreJsonToBothOrToNone(@ForAll("nearlyJson") byte[] body) {
        Envelope envelope = Envelope.of(body);
        assertThat(envelope.shape() != Shape.MALFORMED)
                .as(new String(body, StandardCharsets.UTF_8))
                .isEqualTo(jackson(body) != null);
    }

    @Property(tries = 4_000)
    void theTokenOfAJsonTextIsTheOneJacksonReads(@ForAll("nearlyJson") byte[] body) {
        Envelope envelope = Envelope.of(body);
        JsonNode tree = envelope.shape() == Shape.MALFORMED || envelope.tokenRepeated() ? null : jackson(body);
        if (tree != null) {
            JsonNode token = tree.path("token");
            assertThat(envelope.token()).isEqualTo(tree.isObject() && token.isTextual() ? token.textValue() : null);
        }
    }

    @Property(tries = 300)
    void theItemsOfABatchAreItsOwnBytesAndReadAsTheSameTrees(
            @ForAll("items") List<JsonNode> items, @ForAll boolean pretty) throws IOException {
        ArrayNode events = NODES.arrayNode().addAll(items);
        ObjectNode batch = NODES.objectNode().set("events", events);
        byte[] body = pretty
                ? JACKSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(batch)
                : JACKSON.writeValueAsBytes(batch);
        List<NewEvent> read = BatchReader.events(Envelope.of(body), 1);
        assertThat(read).hasSameSizeAs(items);
        for (int i = 0; i < items.size(); i++) {
            assertThat(new String(body, StandardCharsets.UTF_8))
                    .contains(new String(read.get(i).raw(), StandardCharsets.UTF_8));
            assertThat(JACKSON.readTree(read.get(i).raw()).toString())
                    .isEqualTo(JACKSON.readTree(items.get(i).toString()).toString());
        }
    }

    /** Null when it is not one JSON text in UTF-8. */
    private static JsonNode jackson(byte[] body) {
        if (body.length == 0) {
            return NODES.missingNode();
        }
        if (!Utf8Test.decodes(body)) {
            return null;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            JsonNode tree = JACKSON.readTree(text.startsWith("\ufeff") ? text.substring(1) : text);
            return tree.isMissingNode() ? null : tree;
        } catch (IOException e) {
            return null;
        }
    }

    @Provide
    Arbitrary<byte[]> nearlyJson() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "\"token\"",
                "\"events\"",
                "\"a\"",
                "\"\\u0074oken\"",
                "\"\\",
                "\\n",
                "\\u00",
                "0",
                "1",
                "-",
                "-0",
                "0.5",
                "1e9",
                "e",
                "+",
                ".",
                "true",
                "false",
                "null",
                "NaN",
                " ",
                "\n",
                "\t",
                "\u0000",
                "\u007f",
                "ü",
                "\ud83d\ude00",
                "\ufeff",
                "/",
                "//",
                "'",
                "\"x\":",
                "\"token\":\"t\",",
                "[{",
                "}]",
                "\"\\ud800\"");
        Arbitrary<byte[]> glued =
                pieces.list().ofMaxSize(14).map(l -> String.join("", l).getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> damaged = json(3).flatMap(node -> {
            byte[] whole = node.toString().getBytes(StandardCharsets.UTF_8);
            return Arbitraries.integers()
                    .between(0, whole.length - 1)
                    .flatMap(at -> Arbitraries.bytes().map(b -> {
                        byte[] copy = whole.clone();
                        copy[at] = b;
                        return copy;
                    }));
        });
        return Arbitraries.oneOf(
                glued, damaged, Arbitraries.bytes().array(byte[].class).ofMaxSize(8));
    }

    @Provide
    Arbitrary<List<JsonNode>> items() {
        return json(4).list().ofMinSize(1).ofMaxSize(6);
    }

    private static Arbitrary<JsonNode> json(int depth) {
        Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).map(NODES::textNode),
                Arbitraries.bigDecimals().map(NODES::numberNode),
                Arbitraries.longs().map(NODES::numberNode),
                Arbitraries.of(NODES.booleanNode(true), NODES.nullNode()));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of("event", "type", "payload", "message", "token", "events", "timestamp"),
                Arbitraries.strings().ofMaxLength(4));
        Arbitrary<JsonNode> objects = Arbitraries.maps(names, json(depth - 1))
                .ofMaxSize(4)
                .map(map -> NODES.objectNode().<ObjectNode>setAll(map));
        Arbitrary<JsonNode> arrays =
                json(depth - 1).list().ofMaxSize(3).map(l -> NODES.arrayNode().addAll(l));
        return Arbitraries.oneOf(scalars, objects, arrays);
    }
}
