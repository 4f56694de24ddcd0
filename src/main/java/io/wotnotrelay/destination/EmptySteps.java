package io.wotnotrelay.destination;

import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.Place;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Refuses a route of no steps: nothing would be done with its events. */
final class EmptySteps {
    private EmptySteps() {}

    static void check(Node root, Findings findings) {
        for (Node item : Nodes.items(root)) {
            Nodes.at(item, "route", "from", "steps")
                    .or(() -> Nodes.at(item, "from", "steps"))
                    .filter(steps -> steps instanceof SequenceNode list
                            && list.getValue().isEmpty())
                    .ifPresent(steps -> findings.error(
                            Place.of(steps), "No step stands here; say what to do with an event, such as to."));
        }
    }
}
