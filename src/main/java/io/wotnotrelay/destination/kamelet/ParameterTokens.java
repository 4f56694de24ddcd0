package io.wotnotrelay.destination.kamelet;

import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.Placeholders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Puts a token in the place of each value that a Kamelet step is given. */
final class ParameterTokens {
    /** Options of Camel's own kamelet endpoint, left to it unless the Kamelet has a parameter of that name. */
    private static final Set<String> ENDPOINT = Set.of(
            "block",
            "timeout",
            "noErrorHandler",
            "bridgeErrorHandler",
            "lazyStartProducer",
            "failIfNoConsumers",
            "location",
            "routeId",
            "templateId");

    private static final Pattern CHANGED_BY_AN_URI = Pattern.compile("[&%+#\n]");

    private final ExactValues values;
    private final Placeholders placeholders;
    private final KameletDefinitions definitions;

    ParameterTokens(ExactValues values, Placeholders placeholders, KameletDefinitions definitions) {
        this.values = values;
        this.placeholders = placeholders;
        this.definitions = definitions;
    }

    /** Changes the tree; templates of routes are left alone, for their placeholders are not known yet. */
    void place(Node node) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::place);
        } else if (node instanceof MappingNode mapping) {
            KameletStep.of(mapping).ifPresent(step -> tokens(step.parameters(), step.name()));
            destination(mapping);
            mapping.setValue(mapping.getValue().stream().map(this::tuple).toList());
        }
    }

    /** A filter with {@code &&} would be cut into several options. */
    private void destination(MappingNode from) {
        boolean ours = Nodes.textAt(from, "uri")
                .filter(uri -> uri.startsWith("wotnot:"))
                .isPresent();
        if (ours && Nodes.fields(from).get("parameters") instanceof MappingNode parameters) {
            parameters.setValue(parameters.getValue().stream()
                    .map(tuple -> Nodes.text(tuple.getValueNode())
                            .filter(text -> CHANGED_BY_AN_URI.matcher(text).find())
                            .flatMap(text -> value(tuple.getValueNode()))
                            .map(value ->
                                    new NodeTuple(tuple.getKeyNode(), scalar(tuple.getValueNode(), values.keep(value))))
                            .orElse(tuple))
                    .toList());
        }
    }

    private NodeTuple tuple(NodeTuple tuple) {
        String key = Nodes.text(tuple.getKeyNode()).orElse("");
        if (key.equals("routeTemplate") || key.equals("route-template")) {
            return tuple;
        }
        Optional<String> inline =
                Nodes.text(tuple.getValueNode()).filter(t -> t.startsWith("kamelet:") && t.contains("{{"));
        if (inline.isPresent()) {
            return new NodeTuple(tuple.getKeyNode(), scalar(tuple.getValueNode(), inline(inline.get())));
        }
        place(tuple.getValueNode());
        return tuple;
    }

    private void tokens(MappingNode parameters, String kamelet) {
        List<NodeTuple> tuples = new ArrayList<>();
        for (NodeTuple tuple : parameters.getValue()) {
            String name = Nodes.text(tuple.getKeyNode()).orElse("");
            if (ENDPOINT.contains(name) && !declared(kamelet, name)) {
                tuples.add(tuple);
            } else {
                value(tuple.getValueNode())
                        .ifPresent(value -> tuples.add(
                                new NodeTuple(tuple.getKeyNode(), scalar(tuple.getValueNode(), values.keep(value)))));
            }
        }
        parameters.setValue(tuples);
    }

    private boolean declared(String kamelet, String parameter) {
        return definitions
                .find(kamelet)
                .filter(d -> d.parameters().containsKey(parameter))
                .isPresent();
    }

    /** Of an URI's query only what has a placeholder becomes a token; the rest means what it means in Camel. */
    private String inline(String uri) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return uri;
        }
        StringBuilder out = new StringBuilder(uri.substring(0, query));
        char separator = '?';
        for (String pair : uri.substring(query + 1).split("&(?![^(]*\\)(?:&|$))")) {
            int equals = pair.indexOf('=');
            boolean placeholder = equals > 0 && pair.indexOf("{{", equals) > 0;
            Optional<Object> value = placeholder
                    ? placeholders.resolve(pair.substring(equals + 1)).map(v -> values.keep(v))
                    : Optional.of(pair.substring(equals + 1));
            if (value.isPresent()) {
                out.append(separator).append(pair, 0, equals + 1).append(value.get());
                separator = '&';
            }
        }
        return out.toString();
    }

    /** The value as written: text, list or map; empty for null and for an optional placeholder that is not set. */
    private Optional<Object> value(Node node) {
        if (node instanceof SequenceNode sequence) {
            return Optional.of(sequence.getValue().stream()
                    .flatMap(item -> value(item).stream())
                    .toList());
        }
        if (node instanceof MappingNode) {
            Map<String, Object> map = new LinkedHashMap<>();
            Nodes.fields(node).forEach((key, item) -> value(item).ifPresent(v -> map.put(key, v)));
            return Optional.of(map);
        }
        try {
            return Nodes.text(node).flatMap(placeholders::resolve).map(v -> v);
        } catch (Placeholders.Unset e) {
            throw new UnsetParameterException(node, e.getMessage());
        }
    }

    private static ScalarNode scalar(Node place, String text) {
        return new ScalarNode(Tag.STR, true, text, ScalarStyle.DOUBLE_QUOTED, place.getStartMark(), place.getEndMark());
    }
}
