package io.wotnotrelay.destination.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML into nodes that know their place, and refuses what only looks like a small file. */
public final class YamlTree {
    private static final int DEEPEST = 100;
    private static final int MOST_NODES = 100_000;

    private final Map<Node, Integer> path = new IdentityHashMap<>();
    private int nodes;

    private YamlTree() {}

    /**
     * The root of a file's one document.
     *
     * @throws YamlMistake with the place and a sentence
     */
    public static Node read(byte[] bytes) throws YamlMistake {
        try {
            Node root = compose(text(bytes));
            new YamlTree().inspect(root, 0);
            return root;
        } catch (StackOverflowError e) {
            throw new YamlMistake(Place.FILE, "It is nested too deeply to be a destination.");
        }
    }

    private static String text(byte[] bytes) throws YamlMistake {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new YamlMistake(Place.FILE, "It is not text in UTF-8; save it as UTF-8.");
        }
    }

    private static Node compose(String text) throws YamlMistake {
        try {
            Iterable<Node> documents = new Compose(LoadSettings.builder().build()).composeAllFromString(text);
            Node root = null;
            for (Node document : documents) {
                if (root != null) {
                    throw new YamlMistake(
                            Place.of(document), "A second document begins here; put it into a file of its own.");
                }
                root = document;
            }
            if (root == null) {
                throw new YamlMistake(Place.FILE, "It is empty; write a route into it or remove it.");
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            throw YamlHints.mistake(text, place(e), e.getProblem());
        } catch (YamlEngineException e) {
            throw YamlHints.mistake(text, Place.FILE, firstLine(e.getMessage()));
        }
    }

    private static Place place(MarkedYamlEngineException e) {
        return Place.of(e.getProblemMark().or(e::getContextMark));
    }

    private static String firstLine(String message) {
        return message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("it cannot be read");
    }

    private void inspect(Node node, int depth) throws YamlMistake {
        if (path.put(node, depth) != null) {
            throw new YamlMistake(Place.of(node), "It contains itself by an alias; write it out.");
        }
        if (++nodes > MOST_NODES) {
            throw new YamlMistake(Place.of(node), "Its aliases make it too large; write out what is needed.");
        }
        if (depth > DEEPEST) {
            throw new YamlMistake(Place.of(node), "It is nested too deeply to be a destination.");
        }
        if (node.getTag().getValue().startsWith("!")) {
            throw new YamlMistake(
                    Place.of(node),
                    "In YAML a ! begins a tag, and '" + node.getTag().getValue()
                            + "' would be lost; put the text into quotes.");
        }
        if (node instanceof MappingNode mapping) {
            inspect(mapping, depth);
        } else if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                inspect(item, depth + 1);
            }
        }
        path.remove(node);
    }

    private void inspect(MappingNode mapping, int depth) throws YamlMistake {
        Set<String> keys = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new YamlMistake(Place.of(tuple.getKeyNode()), "A key must be a single word.");
            }
            if (!keys.add(key.getValue())) {
                throw new YamlMistake(
                        Place.of(key), "The key '" + key.getValue() + "' stands here twice; remove one of them.");
            }
            inspect(tuple.getValueNode(), depth + 1);
        }
    }
}
