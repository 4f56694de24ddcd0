package io.wotnotrelay.destination.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A place in a file.
 *
 * @param line from 1; 0 for the whole file
 * @param column from 1; 0 for the whole file
 */
public record Place(int line, int column) {
    /** The whole file. */
    public static final Place FILE = new Place(0, 0);

    /** Where a value begins. */
    public static Place of(Node node) {
        return of(node.getStartMark());
    }

    static Place of(Optional<Mark> mark) {
        return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(FILE);
    }
}
