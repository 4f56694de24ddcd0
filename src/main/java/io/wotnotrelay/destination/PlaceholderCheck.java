package io.wotnotrelay.destination;

import io.wotnotrelay.destination.yaml.Nodes;
import io.wotnotrelay.destination.yaml.Place;
import io.wotnotrelay.destination.yaml.Placeholders;
import org.snakeyaml.engine.v2.nodes.Node;

/** Whether every {@code {{…}}} of a file has a value; where routes are made of templates only the templates know. */
final class PlaceholderCheck {
    private final Placeholders placeholders;
    private final Findings findings;

    PlaceholderCheck(Placeholders placeholders, Findings findings) {
        this.placeholders = placeholders;
        this.findings = findings;
    }

    void check(Node node) {
        Nodes.items(node).forEach(this::check);
        Nodes.fields(node).forEach((key, value) -> {
            if (!key.equals("routeTemplate") && !key.equals("route-template")) {
                check(value);
            }
        });
        Nodes.text(node).filter(text -> text.contains("{{")).ifPresent(text -> {
            try {
                placeholders.resolve(text);
            } catch (Placeholders.Unset e) {
                findings.error(Place.of(node), e.getMessage());
            }
        });
    }
}
