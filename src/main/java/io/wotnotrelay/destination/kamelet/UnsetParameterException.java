package io.wotnotrelay.destination.kamelet;

import io.wotnotrelay.destination.yaml.Place;
import org.snakeyaml.engine.v2.nodes.Node;

/** A parameter of a Kamelet step holds a placeholder that has no value. */
final class UnsetParameterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsetParameterException(Node node, String sentence) {
        super("Line " + Place.of(node).line() + ", column " + Place.of(node).column() + ": " + sentence);
    }
}
