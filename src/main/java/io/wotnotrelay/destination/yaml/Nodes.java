package io.wotnotrelay.destination.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Ways through a tree of YAML nodes. */
public final class Nodes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Nodes() {}

    /** The values of a mapping by key, in order; empty for anything else. */
    public static Map<String, Node> fields(Node node) {
        Map<String, Node> fields = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                text(tuple.getKeyNode()).ifPresent(key -> fields.put(key, tuple.getValueNode()));
            }
        }
        return fields;
    }

    /** The items of a sequence; empty for anything else. */
    public static List<Node> items(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    /** The value at the end of these keys, if it is there. */
    public static Optional<Node> at(Node node, String... keys) {
        Node at = node;
        for (String key : keys) {
            at = at == null ? null : fields(at).get(key);
        }
        return Optional.ofNullable(at);
    }

    /** The text of a scalar as written; empty for anything else and for null. */
    public static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar && !Tag.NULL.equals(scalar.getTag())
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    /** The text at the end of these keys. */
    public static Optional<String> textAt(Node node, String... keys) {
        return at(node, keys).flatMap(Nodes::text);
    }

    /** The place of a key of a mapping, or of the mapping when it has no such key. */
    public static Place keyPlace(Node node, String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (text(tuple.getKeyNode()).filter(key::equals).isPresent()) {
                    return Place.of(tuple.getKeyNode());
                }
            }
        }
        return Place.of(node);
    }

    /** The place of the last key or text that is exactly this, in the order of the file. */
    public static Optional<Place> find(Node node, String wanted) {
        Optional<Place> found = text(node).filter(wanted::equals).map(t -> Place.of(node));
        for (Node item : items(node)) {
            found = find(item, wanted).or(orElse(found));
        }
        for (Map.Entry<String, Node> field : fields(node).entrySet()) {
            if (field.getKey().equals(wanted)) {
                found = Optional.of(keyPlace(node, wanted));
            }
            found = find(field.getValue(), wanted).or(orElse(found));
        }
        return found;
    }

    private static java.util.function.Supplier<Optional<Place>> orElse(Optional<Place> place) {
        return () -> place;
    }

    /** The same as JSON; every scalar but null is a text, as it is to Camel. */
    public static JsonNode json(Node node) {
        if (node instanceof MappingNode) {
            ObjectNode object = JSON.objectNode();
            fields(node).forEach((key, value) -> object.set(key, json(value)));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.getValue().forEach(item -> array.add(json(item)));
            return array;
        }
        return text(node).<JsonNode>map(JSON::textNode).orElse(JSON.nullNode());
    }
}
